using Microsoft.AspNetCore.Http;
using Picket.Storage.Tenants;
using Picket.Web.Accounts;

namespace Picket.Web.Api.Tenants;

/// <summary>Answers for changes that were not made.</summary>
internal static class ApiChanges
{
    /// <summary>Null where <paramref name="result"/> is done.</summary>
    /// <param name="result">How it ended.</param>
    /// <param name="taken">What to say where a name is taken.</param>
    public static IResult? Refusal(ChangeResult result, string taken = "Something has that slug already.") => result switch
    {
        ChangeResult.Done => null,
        ChangeResult.NotFound => ApiError.NotFound(),
        ChangeResult.Taken => ApiError.Answer(StatusCodes.Status409Conflict, taken),
        ChangeResult.LastOwner => ApiError.Answer(StatusCodes.Status409Conflict, ChangeWords.Of(result)),
        _ => ApiError.Answer(StatusCodes.Status403Forbidden, ChangeWords.Of(result)),
    };

    /// <summary>Done, and nothing to say.</summary>
    public static IResult NoContent() => TypedResults.NoContent();

    /// <summary>What was just made.</summary>
    public static IResult Created<T>(T value, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type) => TypedResults.Json(value, type, statusCode: StatusCodes.Status201Created);
}
