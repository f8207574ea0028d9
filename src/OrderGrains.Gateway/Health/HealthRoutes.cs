using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace OrderGrains.Gateway.Health;

/// <summary>Whether the process lives, and whether it serves.</summary>
internal static class HealthRoutes
{
    /// <summary>Maps <c>/health/live</c>, <c>/health/ready</c> and <c>/health/startup</c>.</summary>
    public static void MapHealth(this IEndpointRouteBuilder app)
    {
        var health = app.MapGroup("/health");
        health.MapGet("/live", () => Results.Ok(new { status = "live" }));
        health.MapGet("/ready", (IOrderEngine engine) => engine.Condition is { Serving: false } condition
            ? Results.Json(new { status = "unavailable", reason = condition.Reason }, statusCode: StatusCodes.Status503ServiceUnavailable)
            : Results.Ok(new { status = "ready" }));

        // A start ends once: a hub that serves no more for a while has started all the same, and is not to be killed for it.
        health.MapGet("/startup", (IOrderEngine engine) => engine.Condition == EngineCondition.Starting || engine.Condition.Failed
            ? Results.Json(new { status = "unavailable", reason = engine.Condition.Reason }, statusCode: StatusCodes.Status503ServiceUnavailable)
            : Results.Ok(new { status = "started" }));
    }
}
