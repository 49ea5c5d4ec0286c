using System.Net;
using Picket.Reports;
using Picket.Web.Ingest;

namespace Picket.Web.Tests.Frames;

/// <summary>Requests for tests.</summary>
internal static class Some
{
    public static ReportRequest Request(long project = 7, byte[]? body = null) => new()
    {
        Project = new(project),
        Key = new(UInt128.MaxValue - 5),
        Disposition = Disposition.Report,
        Release = "shop@1.2",
        Environment = null,
        Origin = "https://shop.example",
        UserAgent = "Mözilla \U0001F98A",
        Brands = "\"Chromium\";v=\"156\"",
        Platform = "\"Linux\"",
        Address = IPAddress.Parse("2001:db8::7"),
        Encoding = "gzip",
        IsForm = true,
        Body = body ?? [1, 2, 3],
    };

    public static void AssertSame(ReportRequest expected, ReportRequest actual)
    {
        Assert.Equal(
            (expected.Project, expected.Key, expected.Disposition, expected.Release, expected.Environment, expected.Origin, expected.UserAgent),
            (actual.Project, actual.Key, actual.Disposition, actual.Release, actual.Environment, actual.Origin, actual.UserAgent));
        Assert.Equal((expected.Brands, expected.Platform), (actual.Brands, actual.Platform));
        Assert.Equal((expected.Address, expected.Encoding, expected.IsForm), (actual.Address, actual.Encoding, actual.IsForm));
        Assert.Equal(expected.Body, actual.Body);
    }
}
