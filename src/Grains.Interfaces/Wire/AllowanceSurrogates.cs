using Picket.Ingestion.Admission;

namespace Picket.Grains.Interfaces.Wire;

/// <summary><see cref="OrganizationQuota"/> between silos.</summary>
[GenerateSerializer, Immutable, Alias("picket.OrganizationQuota")]
public readonly record struct OrganizationQuotaSurrogate([property: Id(0)] long Organization, [property: Id(1)] long Count, [property: Id(2)] long Version);

/// <summary>Converts <see cref="OrganizationQuota"/>.</summary>
[RegisterConverter]
public sealed class OrganizationQuotaConverter : IConverter<OrganizationQuota, OrganizationQuotaSurrogate>
{
    /// <inheritdoc/>
    public OrganizationQuota ConvertFromSurrogate(in OrganizationQuotaSurrogate surrogate) => new(new(surrogate.Organization), surrogate.Count, surrogate.Version);

    /// <inheritdoc/>
    public OrganizationQuotaSurrogate ConvertToSurrogate(in OrganizationQuota value) => new(value.Organization.Value, value.Count, value.Version);
}

/// <summary><see cref="AllowanceShare"/> between silos.</summary>
[GenerateSerializer, Immutable, Alias("picket.AllowanceShare")]
public readonly record struct AllowanceShareSurrogate([property: Id(0)] DateOnly Month, [property: Id(1)] int Count);

/// <summary>Converts <see cref="AllowanceShare"/>.</summary>
[RegisterConverter]
public sealed class AllowanceShareConverter : IConverter<AllowanceShare, AllowanceShareSurrogate>
{
    /// <inheritdoc/>
    public AllowanceShare ConvertFromSurrogate(in AllowanceShareSurrogate surrogate) => new(new(surrogate.Month), surrogate.Count);

    /// <inheritdoc/>
    public AllowanceShareSurrogate ConvertToSurrogate(in AllowanceShare value) => new(value.Month.First, value.Count);
}
