using System.Text;
using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;

namespace Picket.Reports.Tests.Properties;

/// <summary>A report-uri report as a list of fields, and the many ways to write it down.</summary>
internal static class AnyReport
{
    private static readonly string[] _names =
        ["effective-directive", "violated-directive", "blocked-uri", "document-uri", "referrer", "source-file", "original-policy", "script-sample", "line-number", "status-code", "disposition"];

    private static readonly string[] _values =
    [
        "", "self", "inline", "eval", "data", "img-src", "script-src", "script-src 'unsafe-inline'", "style-src https://a.example", "https://a.example/", "https://B.example:8443/x?y=z#f",
        "http://u:p@c.example", "data:text/html,x", "blob:https://a.example/1", "chrome-extension://abc", "about:blank", "7", "enforce", "report", "\u00FC\U0001F600", "a\"b\\c",
    ];

    /// <summary>Fields of a report, each at most once.</summary>
    public static Gen<(string Name, string Value)[]> Fields { get; } =
        from directive in Gen.Elements("img-src", "script-src", "style-src-elem", "x-src")
        from names in Gen.SubListOf(_names[1..])
        from values in Gen.ArrayOf(Gen.OneOf(Gen.Elements(_values), ArbMap.Default.GeneratorFor<string>().Select(text => text ?? "")), names.Count)
        select names.Zip(values).Prepend((_names[0], directive)).ToArray();

    /// <summary>The same fields as JSON, with members in any order, names in any spelling, and white space in any place.</summary>
    public static Gen<byte[]> Written((string Name, string Value)[] fields) =>
        from order in Gen.Shuffle(fields)
        from spellings in Gen.ArrayOf(Gen.Elements<Func<string, string>>(name => name, Snake, Camel, Pascal), fields.Length + 1)
        from spaces in Gen.ArrayOf(Gen.Elements("", "", " ", "\r\n\t"), (fields.Length * 3) + 4)
        select Write(order, spellings, spaces);

    private static byte[] Write((string Name, string Value)[] fields, Func<string, string>[] spellings, string[] spaces)
    {
        var space = spaces.AsEnumerable().GetEnumerator();
        string Space() => space.MoveNext() ? space.Current : "";
        var members = fields.Select((field, i) => $"{Space()}{Json(spellings[i](field.Name))}{Space()}:{Space()}{Json(field.Value)}");
        return Encoding.UTF8.GetBytes($"{{{Space()}{Json(spellings[^1]("csp-report"))}{Space()}:{Space()}{{{string.Join(',', members)}{Space()}}}}}");
    }

    private static string Json(string text) => JsonSerializer.Serialize(text);

    private static string Snake(string name) => name.Replace('-', '_');

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + Pascal(name)[1..];

    private static string Pascal(string name) => string.Concat(name.Split('-').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));
}
