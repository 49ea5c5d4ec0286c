using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Picket.Architecture.Tests.House;

/// <summary>What the compiler made of a project.</summary>
/// <param name="Name">Without the product's name: Storage.</param>
/// <param name="References">Names of the assemblies it uses.</param>
/// <param name="OpenTypes">Types that are visible in their assembly at most, and neither sealed, static, abstract nor made by the compiler.</param>
internal sealed record BuiltAssembly(string Name, string[] References, string[] OpenTypes)
{
    private const string Product = "Picket.";

    /// <summary>Those of the product that lie beside the tests.</summary>
    public static IReadOnlyList<BuiltAssembly> All { get; } =
        [.. Directory.EnumerateFiles(AppContext.BaseDirectory, $"{Product}*.dll").Select(Read).Where(assembly => Repository.Projects.Any(project => project.Area == "src" && project.Name == assembly.Name))];

    /// <summary>Reads one without loading it.</summary>
    public static BuiltAssembly Read(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        var reader = file.GetMetadataReader();
        return new(
            Path.GetFileNameWithoutExtension(path)[Product.Length..],
            [.. reader.AssemblyReferences.Select(handle => reader.GetString(reader.GetAssemblyReference(handle).Name))],
            [.. reader.TypeDefinitions.Where(handle => IsOpen(reader, handle)).Select(handle => FullName(reader, handle))]);
    }

    private static bool IsOpen(MetadataReader reader, TypeDefinitionHandle handle)
    {
        var type = reader.GetTypeDefinition(handle);
        const TypeAttributes Closed = TypeAttributes.Sealed | TypeAttributes.Abstract | TypeAttributes.Interface;
        var visible = (type.Attributes & TypeAttributes.VisibilityMask) is TypeAttributes.Public or TypeAttributes.NestedPublic or TypeAttributes.NestedFamily;
        return !visible && (type.Attributes & Closed) == 0 && !FullName(reader, handle).Contains('<', StringComparison.Ordinal) && !IsMadeByCompiler(reader, type);
    }

    private static bool IsMadeByCompiler(MetadataReader reader, TypeDefinition type) => type.GetCustomAttributes().Any(handle =>
        reader.GetCustomAttribute(handle).Constructor is { Kind: HandleKind.MemberReference } constructor
        && reader.GetMemberReference((MemberReferenceHandle)constructor).Parent is { Kind: HandleKind.TypeReference } attribute
        && reader.GetString(reader.GetTypeReference((TypeReferenceHandle)attribute).Name) == "CompilerGeneratedAttribute");

    private static string FullName(MetadataReader reader, TypeDefinitionHandle handle)
    {
        var type = reader.GetTypeDefinition(handle);
        var name = reader.GetString(type.Name);
        return type.GetDeclaringType() is { IsNil: false } outer ? $"{FullName(reader, outer)}+{name}" : $"{reader.GetString(type.Namespace)}.{name}".TrimStart('.');
    }
}
