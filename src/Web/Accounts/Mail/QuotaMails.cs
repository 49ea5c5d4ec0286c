using System.Data.Common;
using System.Globalization;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Picket.Storage.Tenants;
using Picket.Web.Dashboard;

namespace Picket.Web.Accounts.Mail;

/// <summary>Tells an organization's owners by mail that its month nears its end; where no mail is set up, the audit log and the API say it alone.</summary>
internal sealed partial class QuotaMails(QuotaNotices notices, IMailer mailer, ReportUris uris, TimeProvider time, ILogger<QuotaMails> log) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>Mails what there is to say now.</summary>
    internal async Task SendAsync(CancellationToken cancellation)
    {
        foreach (var notice in await notices.TakeAsync(cancellation))
        {
            foreach (var owner in notice.Addresses)
            {
                mailer.Send(new(owner, Subject(notice), Text(notice)));
            }
        }
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!mailer.IsEnabled)
        {
            return;
        }

        using var timer = new PeriodicTimer(Interval, time);
        do
        {
            try
            {
                await SendAsync(stoppingToken);
            }
            catch (DbException e)
            {
                LogFailed(e.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private static string Subject(QuotaNotice notice) => string.Create(CultureInfo.InvariantCulture, $"{notice.Slug} has used {notice.Percent} % of its month");

    private string Text(QuotaNotice notice) => string.Create(CultureInfo.InvariantCulture, $"""
        {notice.Name} has used {notice.Percent} % of the {notice.Quota:N0} reports that its projects may take in {notice.Month:MMMM yyyy}.

        {Consequence(notice)}

        Noise and filtered reports cost nothing. A project's sampling rate lets a month last longer: {uris.Of($"/organizations/{notice.Slug}")}
        """);

    private static string Consequence(QuotaNotice notice) => (notice.Percent, notice.HasGrace) switch
    {
        (< 100, false) => "At 100 % further reports are refused until the month ends.",
        (< 100, true) => "Reports are taken until 120 %; then further ones are refused until the month ends.",
        (100, true) => "Reports are still taken, until 120 %; then further ones are refused until the month ends.",
        _ => "Further reports are refused until the month ends.",
    };

    [LoggerMessage(3302, LogLevel.Warning, "Notices of quotas could not be read and are tried again: {Cause}")]
    private partial void LogFailed(string cause);
}
