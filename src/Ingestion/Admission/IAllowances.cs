namespace Picket.Ingestion.Admission;

/// <summary>What several projects share, wherever they live.</summary>
public interface IAllowances
{
    /// <summary>Takes a share for so many reports. Never throws.</summary>
    /// <returns>What may be used: less than asked for once the month is used up; null where nobody can say now, so that nothing may pass.</returns>
    ValueTask<AllowanceShare?> TakeAsync(OrganizationQuota quota, int reports);

    /// <summary>Gives back what was not used. What is lost on the way is given to nobody again.</summary>
    void GiveBack(OrganizationId organization, AllowanceShare share);
}
