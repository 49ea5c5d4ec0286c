using Picket.Ingestion;
using Picket.Ingestion.Admission;
using Picket.Ingestion.Inbox;
using Picket.Reports;
using Picket.Reports.Formats;

namespace Picket.Web.Ingest;

/// <summary>Takes reports into this host: unpacks and reads them, and hands them to the intake.</summary>
internal sealed class LocalReceiver(IIntake intake, ClientIdentity clients, ClientAgents agents, TimeProvider time) : IReportReceiver
{
    /// <inheritdoc/>
    public IngestAnswer? Screen(ReportRequest request) =>
        intake.Deny(request.Project, request.Key) is { } reason ? new IngestAnswer(Refusal.Of(reason)) : null;

    /// <inheritdoc/>
    public async ValueTask<IngestAnswer> ReceiveAsync(ReportRequest request, BodyCharge charge)
    {
        var body = request.Body;
        if (BodyEncoding.TryUnpack(ref body, request.Encoding) is { } corrupt)
        {
            return Refused(request, corrupt);
        }

        if (!await charge.HoldAsync(body.Length))
        {
            return Refused(request, Refusal.Full);
        }

        var items = ReportReader.Read(request.IsForm ? BodyEncoding.OfForm(body) : body, intake.Options(request.Project, request.Disposition));
        if (items is [{ Reason: not InvalidReason.None and var reason }])
        {
            return Refused(request, Refusal.Of(reason));
        }

        var agent = agents.Recognize(request.UserAgent, request.Brands, request.Platform);
        var answer = await intake.SubmitAsync(new()
        {
            Project = request.Project,
            Key = request.Key,
            Items = items,
            Received = time.GetUtcNow(),
            Origin = request.Origin,
            Release = request.Release,
            Environment = request.Environment,
            Browser = agent.Browser,
            Platform = agent.Platform,
            UserAgent = request.UserAgent,
            Address = request.Address,
            Client = clients.Client(request.Address, request.UserAgent),
            Network = clients.Network(request.Address),
            Gathering = request.Gathering,
        });
        return IngestAnswer.Of(answer);
    }

    /// <inheritdoc/>
    public void Refuse(ProjectId project, string reason, int count = 1) => intake.Refuse(project, reason, count);

    private IngestAnswer Refused(ReportRequest request, Refusal refusal)
    {
        if (refusal.Reason is { } reason)
        {
            intake.Refuse(request.Project, reason);
        }

        return new(refusal);
    }
}
