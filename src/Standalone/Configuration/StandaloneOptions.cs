using System.ComponentModel.DataAnnotations;
using Picket.Site;

namespace Picket.Standalone.Configuration;

/// <summary>Where Standalone listens and keeps things.</summary>
internal sealed class StandaloneOptions : SiteOptions
{
    /// <summary>Folder of the private PostgreSQL and of <c>first-run.txt</c>.</summary>
    public string Data { get; set; } = "data";

    /// <summary>True: a demo project and simulated browsers.</summary>
    public bool Demo { get; set; }

    /// <inheritdoc/>
    public override IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        Data.Length > 0 ? base.Validate(validationContext) : base.Validate(validationContext).Append(new("Name a folder.", [nameof(Data)]));
}
