using Microsoft.AspNetCore.Http;
using Picket.Web.Dashboard;

namespace Picket.Web.Accounts.Pages;

/// <summary>What a page with one form shows.</summary>
/// <param name="Title">Its heading.</param>
/// <param name="Action">Where the form goes.</param>
/// <param name="Button">What its button says; null for no form.</param>
/// <param name="Fields">What it asks for.</param>
internal sealed record FormView(string Title, string? Action = null, string? Button = null, params FormField[] Fields)
{
    /// <summary>Sentences before the form.</summary>
    public IReadOnlyList<string> Texts { get; init; } = [];

    /// <summary>Ways on, below the form.</summary>
    public IReadOnlyList<(string Path, string Text)> Links { get; init; } = [];

    /// <summary>True for who is signed in.</summary>
    public bool SignedIn { get; init; }

    /// <summary>The page.</summary>
    public IResult Page(string? error = null, int status = StatusCodes.Status200OK) => new HtmlPage<FormPage>(
        new()
        {
            [nameof(FormPage.Title)] = Title,
            [nameof(FormPage.Action)] = Action,
            [nameof(FormPage.Button)] = Button,
            [nameof(FormPage.Error)] = error,
            [nameof(FormPage.SignedIn)] = SignedIn,
            [nameof(FormPage.Texts)] = Texts,
            [nameof(FormPage.Fields)] = (IReadOnlyList<FormField>)Fields,
            [nameof(FormPage.Links)] = Links,
        },
        error is null ? status : StatusCodes.Status400BadRequest);
}
