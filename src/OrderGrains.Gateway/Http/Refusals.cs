using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using OrderGrains.Gateway.Operations;

namespace OrderGrains.Gateway.Http;

/// <summary>
/// Says no: a problem+json that names the field, and one log line. The line holds the route's template, never the path (VTEX's
/// secret is in it), and nothing that an unauthenticated caller chose.
/// </summary>
internal sealed class Refusals(ILogger<Refusals> log)
{
    /// <summary>Refuses a request.</summary>
    /// <param name="http">The request.</param>
    /// <param name="status">HTTP status.</param>
    /// <param name="detail">One sentence that repeats nothing of the request.</param>
    /// <param name="field">Path of the field that is wrong.</param>
    /// <param name="tenant">The tenant, once it is authenticated.</param>
    public IResult Refuse(HttpContext http, int status, string? detail = null, string? field = null, string? tenant = null)
    {
        log.LogWarning(
            "Refused with {Status}, field {Field}, at {Route}, tenant {Tenant}, from {Remote}",
            status,
            field ?? "-",
            (http.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText,
            tenant ?? "-",
            http.Connection.RemoteIpAddress);
        return Problem(status, detail, field);
    }

    /// <summary>A problem+json without a log line, for what is no fault of the caller's.</summary>
    public static IResult Problem(int status, string? detail = null, string? field = null) => Results.Problem(
        detail,
        statusCode: status,
        extensions: field is null ? null : new Dictionary<string, object?> { ["field"] = field });

    /// <summary>400 for a query that can match nothing; names the parameter, and the values that it may have.</summary>
    public static IResult Problem(WrongQuery wrong)
    {
        var more = new Dictionary<string, object?> { ["field"] = wrong.Name };
        if (wrong.Allowed is { } allowed)
        {
            more["allowed"] = allowed;
        }

        return Results.Problem(wrong.Message, statusCode: StatusCodes.Status400BadRequest, extensions: more);
    }

    /// <summary>503 with <c>Retry-After</c> in whole seconds, at least one.</summary>
    public static IResult Unavailable(HttpContext http, EngineUnavailableException why) =>
        Later(http, StatusCodes.Status503ServiceUnavailable, why.RetryAfter, "Not serving now. Try again later; what is sent again has one effect.");

    /// <summary>429 or 503 with <c>Retry-After</c> in whole seconds, 1 to 3,600.</summary>
    public static IResult Later(HttpContext http, int status, TimeSpan retryAfter, string detail)
    {
        http.Response.Headers.RetryAfter = ((int)Math.Clamp(Math.Ceiling(retryAfter.TotalSeconds), 1, 3600)).ToString();
        return Problem(status, detail);
    }
}
