namespace Picket.Browser.Tests;

/// <summary>A page that breaks its policy exactly once, and the issue that must come of it.</summary>
/// <param name="Name">Its path on the site.</param>
/// <param name="Policy">The directive it breaks.</param>
/// <param name="Body">What breaks it.</param>
/// <param name="Directive">The effective directive browsers report.</param>
/// <param name="Title">The title.</param>
internal sealed record Violation(string Name, string Policy, string Body, string Directive, string Title)
{
    /// <summary>One of each sort. Other origins are reserved names (RFC 2606): nothing resolves, and nothing has to.</summary>
    public static IReadOnlyList<Violation> All { get; } =
    [
        new("inline", "script-src 'self'", "<script>window.ran = true</script>", "script-src-elem", "Blocked 'script' from 'inline:'"),
        new("eval", "script-src 'self'", "<script src='/eval.js'></script>", "script-src", "Blocked unsafe eval() 'script'"),
        new("image", "img-src 'self'", "<img src='https://images.other.example/p.png?user=1'>", "img-src", "Blocked 'image' from 'images.other.example'"),
        new("script", "script-src 'self'", "<script src='https://cdn.other.example/a.js'></script>", "script-src-elem", "Blocked 'script' from 'cdn.other.example'"),
        new("style", "style-src 'self'", "<p style='color: red'>red</p>", "style-src-attr", "Blocked style attribute from 'inline:'"),
        new("frame", "frame-src 'none'", "<iframe src='https://frames.other.example/'></iframe>", "frame-src", "Blocked 'frame-src' from 'frames.other.example'"),
        // The form aims at a frame: where it is only reported, a page that navigated away would take Firefox' report with it.
        new("form", "form-action 'none'",
            "<iframe name='target'></iframe><form id='form' target='target' action='https://forms.other.example/login' method='post'></form><script src='/submit.js'></script>",
            "form-action", "Blocked 'form' action to 'forms.other.example'"),
    ];
}
