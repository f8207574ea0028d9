using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderGrains.Gateway.Http;

namespace OrderGrains.Gateway.Operations;

/// <summary>How much there is, in one answer.</summary>
internal static class StatsRoutes
{
    private static readonly IReadOnlyList<string> Filters = ["tenant"];

    /// <summary>Maps <c>GET /api/stats</c>.</summary>
    public static void MapStats(this IEndpointRouteBuilder api) => api.MapGet("/stats", ReadAsync);

    /// <summary>A tenant narrows the targets: orders are counted for the hub.</summary>
    private static async Task<IResult> ReadAsync(HttpContext http, IHubStats stats, OrderGrainsSettings settings, TimeProvider time)
    {
        var reader = new OrderQueryReader(http.Request.Query, settings, time, Filters);
        var tenant = reader.Read().Tenant;
        if (reader.Wrong is { } wrong)
        {
            return Refusals.Problem(wrong);
        }

        var read = await stats.ReadAsync(http.RequestAborted);
        List<TargetStats> targets = [.. read.Targets.Where(one => tenant is null || one.Tenant == tenant)];
        return Results.Json(
            new
            {
                at = read.At.UtcDateTime,
                ageSeconds = Math.Max(0, (int)(time.GetUtcNow() - read.At).TotalSeconds),
                statuses = read.Statuses.ToDictionary(one => one.Status.ToString(), one => one.Orders),
                attention = read.Attention,
                owed = targets.Sum(one => one.Owed),
                due = targets.Sum(one => one.Due),
                parked = targets.Sum(one => one.Parked),
                oldestDue = targets.Min(one => one.OldestDue)?.UtcDateTime,
                targets = targets.Select(one => new
                {
                    one.Tenant, target = one.Name, one.Owed, one.Failing, one.Parked, one.Due, oldestDue = one.OldestDue?.UtcDateTime,
                }),
            },
            OrderJson.Options);
    }
}
