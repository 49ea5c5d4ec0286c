namespace Picket.Reports;

/// <summary>One item of a body: a report, or the reason why it is none.</summary>
/// <param name="Report">The report; null where <paramref name="Reason"/> says why not.</param>
/// <param name="Reason"><see cref="InvalidReason.None"/> for a report.</param>
public readonly record struct ReadItem(Report? Report, InvalidReason Reason);
