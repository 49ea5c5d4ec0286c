namespace Picket.Reports;

/// <summary>One item of a body: a report, or the reason why it is none.</summary>
/// <param name="Report">The report; null where <paramref name="Reason"/> says why not.</param>
/// <param name="Reason"><see cref="InvalidReason.None"/> for a report.</param>
/// <param name="Count">How many items of the body it stands for: 1, but for <see cref="InvalidReason.TooManyItems"/>, which stands for all of the surplus.</param>
public readonly record struct ReadItem(Report? Report, InvalidReason Reason, int Count = 1);
