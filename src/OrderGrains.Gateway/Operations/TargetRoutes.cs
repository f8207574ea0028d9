using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderGrains.Gateway.Checker.Catalogs;
using OrderGrains.Gateway.Http;

namespace OrderGrains.Gateway.Operations;

/// <summary>The systems that are called: how they do, and an operator's pause.</summary>
internal static class TargetRoutes
{
    /// <summary>Maps <c>/api/targets</c>.</summary>
    public static void MapTargets(this IEndpointRouteBuilder api)
    {
        var targets = api.MapGroup("/targets");
        targets.MapGet("", (TenantCatalogs all) => Results.Json(new { targets = all.Conditions().Select(TargetRow.Of) }, OrderJson.Options));
        targets.MapPost("/{tenant}/{target}/pause", PauseAsync);
        targets.MapPost("/{tenant}/{target}/resume", ResumeAsync);
    }

    private static Task<IResult> PauseAsync(
        HttpContext http, ITargets all, OrderGrainsSettings settings, string tenant, string target) =>
        ChangeAsync(settings, tenant, target, () => all.PauseAsync(tenant, target, Caller.Of(http).Name));

    private static Task<IResult> ResumeAsync(
        HttpContext http, ITargets all, OrderGrainsSettings settings, string tenant, string target) =>
        ChangeAsync(settings, tenant, target, () => all.ResumeAsync(tenant, target, Caller.Of(http).Name));

    private static async Task<IResult> ChangeAsync(OrderGrainsSettings settings, string tenant, string target, Func<Task> change)
    {
        if (settings.Tenants.GetValueOrDefault(tenant)?.Has(target) != true)
        {
            return Refusals.Problem(StatusCodes.Status404NotFound, "No such target is known.");
        }

        await change();
        return Results.NoContent();
    }
}

/// <summary>A target as the API shows it.</summary>
internal sealed record TargetRow(
    string Tenant,
    string Target,
    string State,
    string? PausedBy,
    DateTime? BlockedUntil,
    string? Why,
    int Queued,
    int InFlight,
    string? LastError,
    DateTime? LastErrorAt,
    DateTime? Since)
{
    /// <summary>
    /// The row of a target: <c>Paused</c>; <c>Blocked</c> (an open breaker, credentials that are not taken, or as the target asked), until a call is answered; or
    /// <c>Serving</c>.
    /// </summary>
    public static TargetRow Of(TargetCondition target) => new(
        target.Tenant,
        target.Target,
        target.PausedBy is not null ? "Paused" : target.BlockedUntil is not null || target.Since is not null ? "Blocked" : "Serving",
        target.PausedBy,
        target.BlockedUntil?.UtcDateTime,
        target.Why,
        target.Queued,
        target.InFlight,
        target.LastError,
        target.LastErrorAt?.UtcDateTime,
        target.Since?.UtcDateTime);
}
