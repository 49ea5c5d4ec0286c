using System.Reflection;
using Picket.Grains.Interfaces;
using Picket.Testing;

namespace Picket.Cluster.Tests.Grains;

/// <summary>Silos of two versions speak to each other during an upgrade, so what they say is written down, and a change of it is a decision: see docs/upgrading.md.</summary>
public sealed class Contracts
{
    private static readonly string File = Path.Combine(Built.Root, "src", "Grains.Interfaces", "Contracts.txt");

    [Fact]
    public void Are_as_they_are_written_down()
    {
        var now = string.Join('\n', Describe());
        var written = System.IO.File.Exists(File) ? System.IO.File.ReadAllText(File).ReplaceLineEndings("\n").Trim() : "";
        Assert.True(now == written, $"The contracts between silos have changed. If every silo of the last release understands the new ones, write this to {File}:\n{now}");
    }

    [Fact]
    public void Name_everything_themselves()
    {
        Assert.All(Types(), type => Assert.StartsWith("picket.", type.GetCustomAttribute<AliasAttribute>()?.Alias, StringComparison.Ordinal));
        Assert.All(
            Types().Where(type => type.IsInterface).SelectMany(type => type.GetMethods()),
            method => Assert.NotNull(method.GetCustomAttribute<AliasAttribute>()));
        Assert.All(
            Types().Where(type => type.IsInterface).SelectMany(type => type.GetMethods()).SelectMany(method => method.GetParameters()).Where(parameter => !parameter.ParameterType.IsPrimitive),
            parameter => Assert.NotNull(parameter.GetCustomAttribute<ImmutableAttribute>()));
    }

    private static IEnumerable<Type> Types() => typeof(IProjectGrain).Assembly.GetTypes()
        .Where(type => (type.IsInterface && typeof(IGrain).IsAssignableFrom(type)) || type.GetCustomAttribute<GenerateSerializerAttribute>() is not null)
        .Where(type => type.Namespace?.StartsWith("Picket.", StringComparison.Ordinal) == true)
        .OrderBy(type => type.GetCustomAttribute<AliasAttribute>()?.Alias, StringComparer.Ordinal);

    private static IEnumerable<string> Describe()
    {
        foreach (var type in Types())
        {
            yield return type.GetCustomAttribute<AliasAttribute>()!.Alias;
            var members = type.IsInterface
                ? type.GetMethods().Select(method => $"    {method.GetCustomAttribute<AliasAttribute>()!.Alias}({string.Join(", ", method.GetParameters().Select(parameter => Name(parameter.ParameterType)))}) -> {Name(method.ReturnType)}")
                : type.GetProperties().Where(property => property.GetCustomAttribute<IdAttribute>() is not null)
                    .OrderBy(property => property.GetCustomAttribute<IdAttribute>()!.Id)
                    .Select(property => $"    {property.GetCustomAttribute<IdAttribute>()!.Id} {Name(property.PropertyType)}");
            foreach (var member in members)
            {
                yield return member;
            }
        }
    }

    private static string Name(Type type) => type.IsGenericType
        ? $"{type.Name.Split('`')[0]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>"
        : type.GetCustomAttribute<AliasAttribute>()?.Alias ?? type.Name;
}
