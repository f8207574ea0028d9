using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace OrderGrains.Gateway.Health;

/// <summary>Whether the process lives, and whether it serves.</summary>
internal static class HealthRoutes
{
    /// <summary>Maps <c>/health/live</c> and <c>/health/ready</c>.</summary>
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        var health = app.MapGroup("/health");
        health.MapGet("/live", () => Results.Ok(new { status = "live" }));
        health.MapGet("/ready", (IOrderEngine engine) => engine.Condition is { Serving: false } condition
            ? Results.Json(new { status = "unavailable", reason = condition.Reason }, statusCode: StatusCodes.Status503ServiceUnavailable)
            : Results.Ok(new { status = "ready" }));
    }
}
