using Picket.Ingestion.Admission;
using Picket.Ingestion.Inbox;
using Picket.Ingestion.Outcomes;
using Picket.Ingestion.Tests.Support;
using Picket.Reports;

namespace Picket.Ingestion.Tests.Admission;

public sealed class Kinds_of_a_key
{
    private static readonly ProjectSettings Settings = new() { Id = Make.Project, Version = 1, Limit = new(1, TimeSpan.FromMinutes(1)) };

    [Fact]
    public void A_kind_that_the_key_is_not_for_is_filtered_and_uses_up_no_limit()
    {
        var gate = Gate([ReportKind.NetworkError]);
        Assert.Equal(Outcome.Filtered(OutcomeReasons.KeyKinds), Assert.Single(gate.Decide([Csp()], Make.Noon).Ended).Outcome);

        gate.Update(Settings with { Version = 2, Keys = [Key([ReportKind.NetworkError, ReportKind.Csp])] });
        Assert.Single(gate.Decide([Csp()], Make.Noon).Admitted);
    }

    [Fact]
    public void A_key_without_kinds_is_for_all() => Assert.Single(Gate(null).Decide([Csp()], Make.Noon).Admitted);

    private static ProjectGate Gate(IReadOnlyList<ReportKind>? kinds) => new(Settings with { Keys = [Key(kinds)] }, 1);

    private static KeySettings Key(IReadOnlyList<ReportKind>? kinds) => new(Make.Key, Make.PublicKey, true, null, kinds);

    private static Arrival Csp() => new(Make.Report(), Make.Submission(), Make.Key, null);
}
