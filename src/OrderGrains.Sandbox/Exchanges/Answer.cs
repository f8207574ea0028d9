using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace OrderGrains.Sandbox.Exchanges;

/// <summary>What a vendor answers: a status, and a body that is written with the vendor's own naming.</summary>
internal sealed record Answer(int Status, object? Body, JsonSerializerOptions Json)
{
    /// <summary>Seconds for a Retry-After header; null for none.</summary>
    public int? RetryAfter { get; init; }

    /// <summary>The scheme for a WWW-Authenticate header; null for none.</summary>
    public string? Challenge { get; init; }

    public static JsonSerializerOptions CamelCase { get; } = new(JsonSerializerDefaults.Web);

    public static JsonSerializerOptions PascalCase { get; } = new(JsonSerializerOptions.Default);

    public static Answer Ok(object body) => new(StatusCodes.Status200OK, body, CamelCase);

    public static Answer Refused(int status, string message) => new(status, new { error = new { code = status, message } }, CamelCase);

    /// <summary>At a bound of the sandbox itself; nothing has changed.</summary>
    public static Answer Full { get; } =
        Refused(StatusCodes.Status503ServiceUnavailable, "The sandbox is full") with { RetryAfter = 5 };

    public IResult ToResult(HttpContext http)
    {
        if (RetryAfter is { } seconds)
        {
            http.Response.Headers.RetryAfter = seconds.ToString();
        }

        if (Challenge is not null)
        {
            http.Response.Headers.WWWAuthenticate = Challenge;
        }

        return Body is null ? Results.StatusCode(Status) : Results.Json(Body, Json, statusCode: Status);
    }
}
