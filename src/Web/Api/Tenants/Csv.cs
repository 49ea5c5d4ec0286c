namespace Picket.Web.Api.Tenants;

/// <summary>Lines of CSV (RFC 4180) that no spreadsheet takes for formulas.</summary>
internal static class Csv
{
    /// <summary>One line, without its end.</summary>
    public static string Line(params string?[] cells) => string.Join(',', cells.Select(Cell));

    /// <summary>One cell. What starts like a formula gets an apostrophe in front, which spreadsheets hide.</summary>
    public static string Cell(string? text)
    {
        var harmless = text is { Length: > 0 } && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' && !IsNumber(text!) ? $"'{text}" : text ?? "";
        return harmless.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{harmless.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : harmless;
    }

    private static bool IsNumber(string text) => text.Length > 1 && text[0] == '-' && text.AsSpan(1).ContainsAnyExceptInRange('0', '9') is false;
}
