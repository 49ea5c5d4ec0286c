using Microsoft.AspNetCore.Http;
using Picket.Web.Dashboard.Pages;

namespace Picket.Web.Dashboard;

/// <summary>Pages that say one thing.</summary>
internal static class Messages
{
    /// <summary>There is no such page, or it is none of this user's: the two look alike.</summary>
    public static IResult NotFound() => Page(StatusCodes.Status404NotFound, "Not found", "There is nothing at this address. It was moved or deleted, or it is for others to see: are you signed in with the right account?");

    /// <summary>A message with a way on.</summary>
    public static IResult Page(int status, string title, string text, string path = "/", string pathText = "To the dashboard", bool isSignedIn = false) => new HtmlPage<MessagePage>(
        new()
        {
            [nameof(MessagePage.Title)] = title,
            [nameof(MessagePage.Text)] = text,
            [nameof(MessagePage.Path)] = path,
            [nameof(MessagePage.PathText)] = pathText,
            [nameof(MessagePage.SignedIn)] = isSignedIn,
        },
        status);
}
