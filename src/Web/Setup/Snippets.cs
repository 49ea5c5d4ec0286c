using System.Net;

namespace Picket.Web.Setup;

/// <summary>Headers in the words of servers and frameworks. Pure; each writes quotes as its language wants them.</summary>
public static class Snippets
{
    /// <summary>All of them, for these headers.</summary>
    public static IReadOnlyList<Snippet> Of(IReadOnlyList<SetupHeader> headers) =>
    [
        new("plain", "Just the headers", "Send these with every page.", Lines(headers, header => header.ToString())),
        new(
            "nginx", "nginx", "In the server block; then reload nginx.",
            Lines(headers, header => $"add_header {header.Name} {Quoted(header.Value)} always;"),
            "A location with an add_header of its own inherits none of these; repeat them there."),
        new(
            "apache", "Apache", "In the VirtualHost, or in .htaccess; needs mod_headers (a2enmod headers).",
            Lines(headers, header => $"Header always set {header.Name} {Quoted(header.Value).Replace("%", "%%", StringComparison.Ordinal)}")),
        new(
            "caddy", "Caddy", "In the site's block of the Caddyfile.",
            $"header {{\n{Lines(headers, header => $"    {header.Name} {Backquoted(header.Value)}")}\n}}"),
        new(
            "aspnet", "ASP.NET Core", "In Program.cs, before everything else that answers.",
            $"app.Use((context, next) =>\n{{\n{Lines(headers, header => $"    context.Response.Headers.Append({Quoted(header.Name)}, {Quoted(header.Value)});")}\n    return next(context);\n}});"),
        new("express", "Express / Helmet", "Before your routes.", Express(headers), "Helmet sets a policy of its own: this tells it not to, and sets yours."),
        new(
            "django", "Django", "In a module of your project, named in MIDDLEWARE.",
            $"def reporting(get_response):\n    def middleware(request):\n        response = get_response(request)\n{Lines(headers, header => $"        response[{Quoted(header.Name)}] = {Quoted(header.Value)}")}\n        return response\n    return middleware",
            "With the file at mysite/reporting.py: MIDDLEWARE = [\"mysite.reporting.reporting\", …]. Django 6 also has SECURE_CSP; use one of the two."),
        new(
            "rails", "Ruby on Rails", "In config/application.rb, within the class.",
            $"config.action_dispatch.default_headers.merge!(\n{string.Join(",\n", headers.Select(header => $"  {Quoted(header.Name)} => {Quoted(header.Value).Replace("#", "\\#", StringComparison.Ordinal)}"))}\n)",
            "Where config/initializers/content_security_policy.rb sets a policy, that one wins: add report_uri there instead."),
        new(
            "cloudflare", "Cloudflare Worker", "A worker on the site's route.",
            $"export default {{\n  async fetch(request, env) {{\n    const origin = await fetch(request);\n    const response = new Response(origin.body, origin);\n{Lines(headers, header => $"    response.headers.set({Quoted(header.Name)}, {Quoted(header.Value)});")}\n    return response;\n  }},\n}};"),
        Meta(headers),
    ];

    private static string Express(IReadOnlyList<SetupHeader> headers) =>
        $"// npm install helmet\napp.use(helmet({{ contentSecurityPolicy: false }}));\napp.use((req, res, next) => {{\n{Lines(headers, header => $"  res.setHeader({Quoted(header.Name)}, {Quoted(header.Value)});")}\n  next();\n}});";

    private static Snippet Meta(IReadOnlyList<SetupHeader> headers)
    {
        // Only an enforced policy counts in a meta element, and of it everything but where reports go (CSP3 §3.3).
        var policy = headers.FirstOrDefault(header => header.Name == "Content-Security-Policy");
        const string cannot = "A meta element cannot report: browsers ignore report-uri, report-to, frame-ancestors and sandbox in it, a report-only policy altogether, and every other header of reporting. Use it only where you cannot send headers.";
        return policy is null
            ? new("meta", "Meta element", "Not possible.", "<!-- None of these headers works in a meta element. -->", cannot)
            : new("meta", "Meta element", "First in the page's head.", $"<meta http-equiv=\"{policy.Name}\" content=\"{WebUtility.HtmlEncode(WithoutReporting(policy.Value)).Replace("&#39;", "'", StringComparison.Ordinal)}\">", cannot);
    }

    private static string WithoutReporting(string policy) =>
        string.Join("; ", policy.Split("; ").Where(directive => !directive.StartsWith("report-", StringComparison.Ordinal)));

    private static string Lines(IReadOnlyList<SetupHeader> headers, Func<SetupHeader, string> line) => string.Join('\n', headers.Select(line));

    /// <summary>In double quotes, with backslashes: nginx, Apache, C#, JavaScript, Python and Ruby read it alike.</summary>
    private static string Quoted(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static string Backquoted(string text) => $"`{text.Replace("`", "", StringComparison.Ordinal)}`";
}
