using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderGrains.Gateway.Webhooks;
using OrderGrains.Gateway.Webhooks.Vtex;

namespace OrderGrains.Gateway.Operations;

/// <summary>
/// What arrived and found no order: notifications without one, and bodies that could not be right; and whether VTEX still tells.
/// </summary>
internal static class ListRoutes
{
    /// <summary>Maps <c>GET /api/unmatched</c>, <c>/api/refused</c> and <c>/api/hooks</c>.</summary>
    public static void MapLists(this IEndpointRouteBuilder api)
    {
        api.MapGet("/unmatched", UnmatchedAsync);
        api.MapGet("/hooks", (OrderHookWatch watch) => Results.Json(new { hooks = watch.Seen().Select(Row) }, OrderJson.Options));
        api.MapGet("/refused", (IRefusedBodies bodies) => Results.Json(new { refused = bodies.List().Select(Row) }, OrderJson.Options));
    }

    private static async Task<IResult> UnmatchedAsync(HttpContext http, IOrderIndex index, UnmatchedNotifications notifications)
    {
        var page = await index.ListAsync(new(Attention: AttentionReason.Unmatched, Limit: 200), http.RequestAborted);
        return Results.Json(
            new { orders = page.Orders.Select(OrderRow.Of), notifications = notifications.List().Select(Row) }, OrderJson.Options);
    }

    private static object Row(OrderHookSeen hook) =>
        new { hook.Tenant, hook.Target, state = hook.State.ToString(), hook.Why, checkedAt = hook.CheckedAt?.UtcDateTime };

    private static object Row(RefusedBody body) =>
        new { at = body.At.UtcDateTime, body.Tenant, body.Hook, body.Field, body.Message, body.Bytes, body.Body };

    private static object Row(UnmatchedNotification one) => new
    {
        at = one.At.UtcDateTime, one.Tenant, one.Hook, one.Why, one.Account, one.Flow, one.Code, one.OperationId,
    };
}
