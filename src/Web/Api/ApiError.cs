using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Picket.Web.Api;

/// <summary>What the API says when it does not answer.</summary>
/// <param name="Detail">One sentence.</param>
internal sealed record ApiError(string Detail)
{
    /// <summary>There is no such thing, or it is another tenant's: the two look alike.</summary>
    public static JsonHttpResult<ApiError> NotFound() => Answer(StatusCodes.Status404NotFound, "The requested resource does not exist");

    /// <summary>Nobody this API knows.</summary>
    public static JsonHttpResult<ApiError> Unauthorized(string detail) => Answer(StatusCodes.Status401Unauthorized, detail);

    /// <summary>A parameter is wrong.</summary>
    public static JsonHttpResult<ApiError> BadRequest(string detail) => Answer(StatusCodes.Status400BadRequest, detail);

    /// <summary>Any other answer.</summary>
    public static JsonHttpResult<ApiError> Answer(int status, string detail) => TypedResults.Json(new ApiError(detail), ApiJson.Written.ApiError, statusCode: status);
}
