using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Picket.Storage.Search;
using Picket.Web.Api.Search;

namespace Picket.Web.Api;

/// <summary>What is wrong with a search, and where.</summary>
/// <param name="Detail">One sentence.</param>
/// <param name="Position">Where it starts, in characters from 0.</param>
/// <param name="Length">Characters it is about.</param>
/// <param name="Pointer">The search, and below it what marks the place.</param>
internal sealed record ApiSearchError(string Detail, int Position, int Length, string Pointer)
{
    /// <summary>It cannot be understood.</summary>
    public static JsonHttpResult<ApiSearchError> BadRequest(string query, SearchError error) => TypedResults.Json(
        new ApiSearchError(error.Message, error.Position, error.Length, error.Point(query)), ApiJson.Written.ApiSearchError, statusCode: StatusCodes.Status400BadRequest);

    /// <summary>It costs too much, now or ever.</summary>
    public static JsonHttpResult<ApiError> Refused(HttpResponse response, SearchRefusedException refused)
    {
        response.Headers.RetryAfter = refused.IsTooLong ? "30" : "1";
        return ApiError.Answer(refused.IsTooLong ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status429TooManyRequests, refused.Message);
    }
}
