namespace Picket.Storage.Tenants;

/// <summary>A named set of limits. Null: no limit.</summary>
/// <param name="Name">Its name, like a slug.</param>
/// <param name="MonthQuota">Accepted reports a calendar month of all projects.</param>
/// <param name="LimitCount">Reports of a project in each window.</param>
/// <param name="LimitWindow">The window in seconds.</param>
/// <param name="NewIssuesPerHour">New issues of a project.</param>
/// <param name="ProjectsMax">Projects.</param>
/// <param name="MembersMax">People.</param>
/// <param name="MonthGrace">The month goes on to 120 % of its quota.</param>
/// <param name="SampleDays">Days that projects keep samples at most.</param>
/// <param name="HourDays">Days that projects keep counts by hour at most.</param>
/// <param name="IsDefault">New organizations get it.</param>
public sealed record PlanRow(
    string Name, long? MonthQuota, int? LimitCount, int? LimitWindow, int? NewIssuesPerHour, int? ProjectsMax, int? MembersMax,
    bool MonthGrace, int? SampleDays, int? HourDays, bool IsDefault);
