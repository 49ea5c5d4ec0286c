using System.Text.Json.Nodes;
using Problem = (int Weight, string Directive, string Blocked, string? Source, bool Enforced);

namespace Picket.Standalone.Demo;

/// <summary>A made-up shop with a policy that is nearly right: what its visitors' browsers block, how often, and with which browser.</summary>
internal sealed class Shop(Random random)
{
    private const string Site = "https://shop.example";
    private const string Policy = "default-src 'self'; script-src 'self' https://static.shop.example; style-src 'self'; img-src 'self' data:; frame-src 'none'; connect-src 'self'; form-action 'self'";

    private static readonly string[] Pages = ["/", "/cart?step=2", "/search?q=lamp", "/products/oak-table", "/products/desk-lamp", "/checkout/address", "/account/orders"];

    private static readonly Problem[] Problems =
    [
        (40, "script-src-elem", "https://metrics.tracker.example/collect.js", "/static/app.4f1c2b.js", false),
        (25, "img-src", "https://pixel.ads.example/p.gif?id=77", null, false),
        (15, "style-src-attr", "inline", null, true),
        (10, "script-src-elem", "inline", null, true),
        (8, "connect-src", "wss://chat.support.example/socket", "/static/chat.9be0aa.js", true),
        (6, "font-src", "https://fonts.type.example/serif.woff2", "/static/app.css", false),
        (4, "script-src", "eval", "/static/legacy.js", true),
        (3, "frame-src", "https://player.video.example", null, true),
        (2, "form-action", "https://pay.partner.example/start", null, true),
        (5, "script-src-elem", "chrome-extension", "chrome-extension", false),
        (3, "connect-src", "http://127.0.0.1:30606/status", null, true),
        (2, "script-src-elem", "https://gc.kis.v2.scr.kaspersky-labs.com/main.js", null, false),
    ];

    // The release that visitors have got by now brought one problem more.
    private static readonly Problem[] ProblemsNow =
        [.. Problems, (12, "script-src-elem", "https://widget.reviews.example/stars.js", "/static/app.7d20aa.js", true)];

    private const double ShareOfIncidents = 0.2;

    // Safari, which still names the directive that stands in the policy where others name the one that took effect: a variant of the same problem.
    private const string Safari = "Version/19.1";

    private static readonly (int Weight, bool ReportingApi, string UserAgent)[] Browsers =
    [
        (60, true, "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36"),
        (12, true, "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/155.0.0.0 Mobile Safari/537.36"),
        (14, false, "Mozilla/5.0 (X11; Linux x86_64; rv:153.0) Gecko/20100101 Firefox/153.0"),
        (10, false, "Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.1 Mobile/15E148 Safari/604.1"),
        (4, true, "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/156.0.0.0 Safari/537.36 Edg/156.0.0.0"),
        (1, true, "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html) Chrome/156.0.0.0 Safari/537.36"),
    ];

    /// <summary>A browser with <paramref name="reports"/> reports, which waited in it for up to a day where <paramref name="overTheDay"/>.</summary>
    public Visit Visit(int reports, DateTimeOffset now, bool overTheDay)
    {
        var (_, reportingApi, userAgent) = Pick(Browsers, browser => browser.Weight);
        var release = overTheDay ? "shop@41" : "shop@42";
        var problems = overTheDay ? Problems : ProblemsNow;
        if (!reportingApi && !overTheDay)
        {
            return new(userAgent, release, "application/csp-report", new JsonObject { ["csp-report"] = Legacy(userAgent, problems) }.ToJsonString());
        }

        var items = new JsonArray();
        for (var i = 0; i < reports; i++)
        {
            var age = overTheDay ? AgeOverTheDay(now) : random.Next(50, 5000);
            items.Add(reportingApi && random.NextDouble() < ShareOfIncidents ? Incidents.Pick(random, userAgent, age) : Modern(userAgent, problems, age));
        }

        return new(userAgent, release, "application/reports+json", items.ToJsonString());
    }

    /// <summary>Milliseconds; people shop by day and in the evening.</summary>
    private long AgeOverTheDay(DateTimeOffset now)
    {
        while (true)
        {
            var age = random.NextDouble() * 24;
            if (random.NextDouble() < 0.55 - (0.45 * Math.Cos((now.AddHours(-age).Hour - 4) * Math.PI / 12)))
            {
                return (long)(age * 3_600_000);
            }
        }
    }

    private JsonObject Legacy(string userAgent, Problem[] problems)
    {
        var (_, directive, blocked, source, enforced) = Pick(problems, problem => problem.Weight);
        directive = AsSaidBy(userAgent, directive);
        var report = new JsonObject
        {
            ["document-uri"] = Site + Page(),
            ["referrer"] = "",
            ["violated-directive"] = directive,
            ["effective-directive"] = directive,
            ["original-policy"] = Policy,
            ["disposition"] = enforced ? "enforce" : "report",
            ["blocked-uri"] = blocked,
            ["status-code"] = 200,
            ["script-sample"] = Sample(blocked),
        };
        if (source is not null)
        {
            (report["source-file"], report["line-number"], report["column-number"]) = (Source(source), random.Next(1, 3), random.Next(10, 9000));
        }

        return report;
    }

    private JsonObject Modern(string userAgent, Problem[] problems, long age)
    {
        var (_, directive, blocked, source, enforced) = Pick(problems, problem => problem.Weight);
        directive = AsSaidBy(userAgent, directive);
        var page = Site + Page();
        var body = new JsonObject
        {
            ["documentURL"] = page,
            ["disposition"] = enforced ? "enforce" : "report",
            ["referrer"] = Site + "/",
            ["effectiveDirective"] = directive,
            ["originalPolicy"] = Policy,
            ["blockedURL"] = blocked,
            ["statusCode"] = 200,
            ["sample"] = Sample(blocked),
        };
        if (source is not null)
        {
            (body["sourceFile"], body["lineNumber"], body["columnNumber"]) = (Source(source), random.Next(1, 3), random.Next(10, 9000));
        }

        return new JsonObject { ["type"] = "csp-violation", ["age"] = age, ["url"] = page, ["user_agent"] = userAgent, ["body"] = body };
    }

    private static string AsSaidBy(string userAgent, string directive) => userAgent.Contains(Safari, StringComparison.Ordinal)
        ? directive.Replace("-elem", "", StringComparison.Ordinal).Replace("-attr", "", StringComparison.Ordinal)
        : directive;

    private static string Sample(string blocked) => blocked == "inline" ? "document.body.dataset.ready = " : "";

    private string Page() => Pages[(int)(random.NextDouble() * random.NextDouble() * Pages.Length)];

    private static string Source(string source) => source.StartsWith('/') ? Site + source : source;

    private T Pick<T>(T[] items, Func<T, int> weight)
    {
        var at = random.Next(items.Sum(weight));
        return items.First(item => (at -= weight(item)) < 0);
    }
}
