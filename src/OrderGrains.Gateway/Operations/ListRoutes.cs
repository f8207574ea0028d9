using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderGrains.Gateway.Webhooks.Vtex;

namespace OrderGrains.Gateway.Operations;

/// <summary>Whether VTEX still tells.</summary>
internal static class ListRoutes
{
    /// <summary>Maps <c>GET /api/hooks</c>.</summary>
    public static void MapLists(this IEndpointRouteBuilder api) =>
        api.MapGet("/hooks", (OrderHookWatch watch) => Results.Json(new { hooks = watch.Seen().Select(Row) }, OrderJson.Options));

    private static object Row(OrderHookSeen hook) =>
        new { hook.Tenant, hook.Target, state = hook.State.ToString(), hook.Why, checkedAt = hook.CheckedAt?.UtcDateTime };
}
