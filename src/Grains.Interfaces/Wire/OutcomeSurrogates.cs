using Picket.Ingestion.Issues;
using Picket.Ingestion.Outcomes;
using Picket.Reports;

namespace Picket.Grains.Interfaces.Wire;

/// <summary><see cref="Outcome"/> between silos.</summary>
[GenerateSerializer, Immutable, Alias("picket.Outcome")]
public readonly record struct OutcomeSurrogate(
    [property: Id(0)] short Kind,
    [property: Id(1)] string Reason,
    [property: Id(2)] byte? LimitScope,
    [property: Id(3)] TimeSpan RetryAfter);

/// <summary>Converts <see cref="Outcome"/>.</summary>
[RegisterConverter]
public sealed class OutcomeConverter : IConverter<Outcome, OutcomeSurrogate>
{
    /// <inheritdoc/>
    public Outcome ConvertFromSurrogate(in OutcomeSurrogate surrogate) => new(
        (OutcomeKind)surrogate.Kind,
        OutcomeReasons.Known(surrogate.Reason) ?? surrogate.Reason,
        surrogate.LimitScope is { } scope ? new((LimitScope)scope, surrogate.RetryAfter, surrogate.Reason) : null);

    /// <inheritdoc/>
    public OutcomeSurrogate ConvertToSurrogate(in Outcome value) =>
        new((short)value.Kind, value.Reason, (byte?)value.Limit?.Scope, value.Limit?.RetryAfter ?? default);
}

/// <summary><see cref="RecordResult"/> between silos.</summary>
[GenerateSerializer, Immutable, Alias("picket.RecordResult")]
public readonly record struct RecordResultSurrogate([property: Id(0)] Outcome Outcome, [property: Id(1)] bool IsNew, [property: Id(2)] bool WantsSamples);

/// <summary>Converts <see cref="RecordResult"/>.</summary>
[RegisterConverter]
public sealed class RecordResultConverter : IConverter<RecordResult, RecordResultSurrogate>
{
    /// <inheritdoc/>
    public RecordResult ConvertFromSurrogate(in RecordResultSurrogate surrogate) => new(surrogate.Outcome, surrogate.IsNew, surrogate.WantsSamples);

    /// <inheritdoc/>
    public RecordResultSurrogate ConvertToSurrogate(in RecordResult value) => new(value.Outcome, value.IsNew, value.WantsSamples);
}

/// <summary><see cref="IssueKey"/> between silos.</summary>
[GenerateSerializer, Immutable, Alias("picket.IssueKey")]
public readonly record struct IssueKeySurrogate([property: Id(0)] long Project, [property: Id(1)] short Kind, [property: Id(2)] UInt128 Fingerprint);

/// <summary>Converts <see cref="IssueKey"/>.</summary>
[RegisterConverter]
public sealed class IssueKeyConverter : IConverter<IssueKey, IssueKeySurrogate>
{
    /// <inheritdoc/>
    public IssueKey ConvertFromSurrogate(in IssueKeySurrogate surrogate) => new(new(surrogate.Project), (ReportKind)surrogate.Kind, new(surrogate.Fingerprint));

    /// <inheritdoc/>
    public IssueKeySurrogate ConvertToSurrogate(in IssueKey value) => new(value.Project.Value, (short)value.Kind, value.Fingerprint.Value);
}
