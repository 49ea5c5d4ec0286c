using Picket.Ingestion;
using Picket.Ingestion.Inbox;

namespace Picket.Web.Ingest;

/// <summary>Where reports go once HTTP has found nothing wrong with their shape: this host's intake, or a host behind an edge.</summary>
public interface IReportReceiver
{
    /// <summary>Says no before the body is read, which is what keeps strangers from filling memory.</summary>
    /// <param name="request">All but its body.</param>
    /// <returns>Null to go on.</returns>
    IngestAnswer? Screen(ReportRequest request);

    /// <summary>Takes the reports and answers once they are durable, or are not.</summary>
    /// <param name="request">With its body.</param>
    /// <param name="charge">Pays for the body, and for whatever is made of it.</param>
    ValueTask<IngestAnswer> ReceiveAsync(ReportRequest request, BodyCharge charge);

    /// <summary>Counts requests that were refused by their shape. Best effort.</summary>
    /// <param name="project">The project in the path.</param>
    /// <param name="reason">The refusal's word.</param>
    /// <param name="count">How many.</param>
    void Refuse(ProjectId project, string reason, int count = 1);
}
