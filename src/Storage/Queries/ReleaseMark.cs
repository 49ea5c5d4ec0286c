namespace Picket.Storage.Queries;

/// <summary>When a release of a project was first seen.</summary>
/// <param name="Release">Its name.</param>
/// <param name="At">When.</param>
/// <param name="HasIssue">The issue that was asked about was seen in it.</param>
public sealed record ReleaseMark(string Release, DateTimeOffset At, bool HasIssue);
