namespace Picket.Reports.Normalization;

/// <summary>Texts that must stay short and on one line.</summary>
public static class OneLine
{
    /// <summary><paramref name="text"/> with control characters as spaces, cut to <paramref name="maxLength"/> with an ellipsis.</summary>
    public static string Of(string text, int maxLength)
    {
        if (text.Length > maxLength)
        {
            var end = maxLength - 1;
            text = string.Concat(text.AsSpan(0, char.IsHighSurrogate(text[end - 1]) ? end - 1 : end), "…");
        }

        return text.AsSpan().ContainsAnyInRange('\0', '\u001F') || text.AsSpan().ContainsAnyInRange('\u007F', '\u009F') || text.AsSpan().ContainsAny('\u2028', '\u2029')
            ? string.Create(text.Length, text, static (line, source) =>
            {
                for (var i = 0; i < line.Length; i++)
                {
                    line[i] = char.IsControl(source[i]) || source[i] is '\u2028' or '\u2029' ? ' ' : source[i];
                }
            })
            : text;
    }
}
