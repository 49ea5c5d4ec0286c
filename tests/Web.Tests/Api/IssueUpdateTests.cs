using System.Text.Json;
using Picket.Ingestion.Issues;
using Picket.Storage.State;
using Picket.Web.Api.Issues;

namespace Picket.Web.Tests.Api;

public sealed class IssueUpdateTests
{
    private static readonly Person[] People = [new(5, "Ann", "ann@example.com"), new(6, "Bob", null)];

    public static TheoryData<string, IssueChange> Understood { get; } = new()
    {
        { "{}", new() },
        { """{"isPublic":true,"isSubscribed":false,"priority":"high","organizationId":9}""", new() },
        { """{"status":"unresolved"}""", new() { Status = IssueStatus.Unresolved } },
        { """{"status":"resolved"}""", new() { Status = IssueStatus.Resolved } },
        { """{"status":"resolvedInNextRelease"}""", new() { Status = IssueStatus.Resolved, InNextRelease = true } },
        { """{"status":"resolved","statusDetails":{"inNextRelease":true}}""", new() { Status = IssueStatus.Resolved, InNextRelease = true } },
        { """{"status":"resolved","statusDetails":{"inRelease":"2.0"}}""", new() { Status = IssueStatus.Resolved, InRelease = "2.0" } },
        { """{"status":"ignored"}""", new() { Status = IssueStatus.Ignored } },
        { """{"status":"ignored","statusDetails":{"ignoreDuration":30,"ignoreCount":100}}""", new() { Status = IssueStatus.Ignored, ArchiveFor = TimeSpan.FromMinutes(30), ArchiveForReports = 100 } },
        { """{"status":"ignored","substatus":"archived_until_escalating"}""", new() { Status = IssueStatus.Ignored, ArchiveUntilEscalating = true } },
        { """{"status":"ignored","statusDetails":{"untilEscalating":true}}""", new() { Status = IssueStatus.Ignored, ArchiveUntilEscalating = true } },
        { """{"assignedTo":"me"}""", new() { SetsAssignee = true, Assignee = 6 } },
        { """{"assignedTo":"ANN@example.com"}""", new() { SetsAssignee = true, Assignee = 5 } },
        { """{"assignedTo":"user:5"}""", new() { SetsAssignee = true, Assignee = 5 } },
        { """{"assignedTo":"Bob"}""", new() { SetsAssignee = true, Assignee = 6 } },
        { """{"assignedTo":null}""", new() { SetsAssignee = true } },
        { """{"assignedTo":""}""", new() { SetsAssignee = true } },
        { """{"isBookmarked":true,"hasSeen":false}""", new() { IsBookmarked = true, HasSeen = false } },
    };

    [Theory]
    [MemberData(nameof(Understood))]
    public void A_body_says_what_to_do(string body, IssueChange expected)
    {
        Assert.Null(Read(body, out var update));
        Assert.Equal(expected, update.Change);
        Assert.False(update.Merges);
    }

    [Theory]
    [InlineData("[]", "object")]
    [InlineData("null", "object")]
    [InlineData("""{"status":"gone"}""", "status")]
    [InlineData("""{"status":1}""", "status")]
    [InlineData("""{"status":"resolved","statusDetails":{"inRelease":""}}""", "inRelease")]
    [InlineData("""{"status":"resolved","statusDetails":{"inRelease":7}}""", "inRelease")]
    [InlineData("""{"status":"resolved","statusDetails":{"inRelease":"\ud800"}}""", "inRelease")]
    [InlineData("""{"status":"resolved","statusDetails":{"inCommit":{}}}""", "inCommit")]
    [InlineData("""{"status":"ignored","statusDetails":{"ignoreDuration":0}}""", "ignoreDuration")]
    [InlineData("""{"status":"ignored","statusDetails":{"ignoreDuration":1e9}}""", "ignoreDuration")]
    [InlineData("""{"status":"ignored","statusDetails":{"ignoreCount":"many"}}""", "ignoreCount")]
    [InlineData("""{"status":"ignored","statusDetails":{"ignoreCount":10,"ignoreWindow":60}}""", "ignoreWindow")]
    [InlineData("""{"assignedTo":"stranger@example.com"}""", "assignedTo")]
    [InlineData("""{"assignedTo":{}}""", "assignedTo")]
    public void What_it_cannot_mean_is_said(string body, string said) => Assert.Contains(said, Read(body, out _), StringComparison.Ordinal);

    [Fact]
    public void Merging_is_asked_for_by_a_number_or_true()
    {
        Read("""{"merge":1}""", out var update);
        Assert.True(update.Merges);
        Read("""{"merge":false}""", out update);
        Assert.False(update.Merges);
    }

    private static string? Read(string body, out IssueUpdate update)
    {
        using var document = JsonDocument.Parse(body);
        return IssueUpdate.Read(document.RootElement, People, 6, out update);
    }
}
