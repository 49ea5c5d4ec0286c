using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace Picket.Reports.Tests.Properties;

/// <summary>Tries a property with examples that are the same in every run.</summary>
internal static class Examples
{
    private static readonly Config _config = Config.QuickThrowOnFailure
        .WithMaxTest(Scale.Examples)
        .WithReplay(FSharpOption<Replay>.Some(new(new Rnd(Scale.Seed), FSharpOption<int>.None)));

    /// <summary>Tries <paramref name="property"/>, which asserts, with what <paramref name="generator"/> makes.</summary>
    public static void Try<T>(Gen<T> generator, Action<T> property) => Prop.ForAll(Arb.From(generator), property).Check(_config);
}
