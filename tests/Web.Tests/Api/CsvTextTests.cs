using System.Text;
using Picket.Web.Api.Issues;

namespace Picket.Web.Tests.Api;

public sealed class CsvTextTests
{
    [Theory]
    [InlineData("plain", "\"plain\"")]
    [InlineData("", "\"\"")]
    [InlineData("say \"hi\", twice", "\"say \"\"hi\"\", twice\"")]
    [InlineData("two\nlines", "\"two\nlines\"")]
    [InlineData("=HYPERLINK(\"https://evil.example\")", "\"'=HYPERLINK(\"\"https://evil.example\"\")\"")]
    [InlineData("+1", "\"'+1\"")]
    [InlineData("-1", "\"'-1\"")]
    [InlineData("@sum", "\"'@sum\"")]
    [InlineData("|cmd", "\"'|cmd\"")]
    [InlineData("\tx", "\"'\tx\"")]
    [InlineData("\rx", "\"'\rx\"")]
    [InlineData("  =1", "\"'  =1\"")]
    [InlineData("\uFF1D1", "\"'\uFF1D1\"")]
    [InlineData("a=1", "\"a=1\"")]
    public void A_text_is_a_value_and_never_a_formula(string text, string cell)
    {
        var line = new StringBuilder();
        CsvText.AppendLine(line, 7L, text, null, -3L);
        Assert.Equal($"7,{cell},,-3\r\n", line.ToString());
    }
}
