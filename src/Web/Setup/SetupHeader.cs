namespace Picket.Web.Setup;

/// <summary>A header to copy.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Value">Its value, without line ends.</param>
public sealed record SetupHeader(string Name, string Value)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Value}";
}
