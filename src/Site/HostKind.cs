using Microsoft.AspNetCore.Builder;

namespace Picket.Site;

/// <summary>What makes a host what it is.</summary>
/// <typeparam name="TOptions">What it may be told beside the rest.</typeparam>
/// <param name="Service">Its name in metrics and traces.</param>
/// <param name="AnswerTime">How long a stop may take to answer what is under way, and how long to end everything else.</param>
/// <param name="Compose">Adds where projects and issues live. The settings name the PostgreSQL that is used.</param>
public sealed record HostKind<TOptions>(string Service, TimeSpan AnswerTime, Action<WebApplicationBuilder, SiteSettings<TOptions>> Compose)
    where TOptions : SiteOptions, new();
