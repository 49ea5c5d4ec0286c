using Picket.Site;

namespace Picket.Standalone;

/// <summary>What Standalone may be told beside what every host may.</summary>
internal sealed class StandaloneOptions : SiteOptions
{
    /// <summary>True: a demo project and simulated browsers.</summary>
    public bool Demo { get; set; }
}
