using Microsoft.AspNetCore.Builder;

namespace Picket.Web.Accounts;

/// <summary>What an endpoint asks of its caller; null: it is for everyone. Each endpoint says one or the other, and a test sees to it.</summary>
internal sealed record Needs(Permission? Permission);

/// <summary>Says it.</summary>
internal static class NeedsExtensions
{
    /// <summary>
    /// Only who has <paramref name="permission"/> gets in. The parts <c>{organization}</c>, <c>{project}</c> and <c>{issue}</c> of the path say where it is needed:
    /// what the caller cannot see is not found. Handlers take <see cref="Access"/> for what was found, or <see cref="Caller"/>.
    /// </summary>
    public static TBuilder Needs<TBuilder>(this TBuilder builder, Permission permission)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new Needs(permission));

    /// <summary>It is for everyone.</summary>
    public static TBuilder IsOpen<TBuilder>(this TBuilder builder)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new Needs((Permission?)null));
}
