using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderGrains.Gateway.Http;
using OrderGrains.Gateway.Webhooks;

namespace OrderGrains.Gateway.Operations;

/// <summary>Webhooks that are a fact of no order: bodies that were refused, and notifications that found none; listed for the whole cluster, and run again.</summary>
internal static class KeptRoutes
{
    private static readonly IReadOnlyList<string> Filters = ["tenant"];

    /// <summary>Maps <c>/api/refused</c> and <c>/api/unmatched</c>, <c>…/{id}/replay</c>, and <c>/api/unmatched/{id}/assign</c>.</summary>
    public static void MapKept(this IEndpointRouteBuilder api)
    {
        api.MapGet("/refused", RefusedAsync);
        api.MapGet("/unmatched", UnmatchedAsync);
        api.MapPost("/refused/{id}/replay", async (HttpContext http, KeptReplays replays, string id) => ResultOf(await replays.RunAsync(http, KeptList.Refused, id)));
        api.MapPost("/unmatched/{id}/replay", async (HttpContext http, KeptReplays replays, string id) => ResultOf(await replays.RunAsync(http, KeptList.Unmatched, id)));
        api.MapPost("/unmatched/{id}/assign", AssignAsync);
    }

    private static async Task<IResult> RefusedAsync(HttpContext http, IKeptWebhooks kept, KnownHooks hooks, OrderGrainsSettings settings, TimeProvider time)
    {
        var (query, wrong) = Read(KeptList.Refused, http.Request.Query, hooks, settings, time);
        if (wrong is not null)
        {
            return Refusals.Problem(wrong);
        }

        var page = await kept.ListAsync(query, http.RequestAborted);
        return Results.Json(new { refused = page.Webhooks.Select(RowOfRefused), next = page.Next, lost = page.Lost }, OrderJson.Options);
    }

    private static async Task<IResult> UnmatchedAsync(
        HttpContext http, IOrderIndex index, IKeptWebhooks kept, KnownHooks hooks, OrderGrainsSettings settings, TimeProvider time)
    {
        var (query, wrong) = Read(KeptList.Unmatched, http.Request.Query, hooks, settings, time);
        if (wrong is not null)
        {
            return Refusals.Problem(wrong);
        }

        // Orders that only a notification names come with the first page, and have a list of their own by attention.
        var orders = query.Cursor is null
            ? await index.ListAsync(new(query.Tenant, Attention: AttentionReason.Unmatched, Limit: 200), http.RequestAborted)
            : new([], null);
        var page = await kept.ListAsync(query, http.RequestAborted);
        return Results.Json(
            new { orders = orders.Orders.Select(OrderRow.Of), notifications = page.Webhooks.Select(RowOfUnmatched), next = page.Next, lost = page.Lost },
            OrderJson.Options);
    }

    /// <summary>The body names the order: <c>{"order":"acme/opabox/46ad"}</c>.</summary>
    private static async Task<IResult> AssignAsync(HttpContext http, KeptReplays replays, IOrderEngine engine, string id)
    {
        var (order, refusal) = await OperatorBody.ReadAsync(http, static fields => fields.Text("order"));
        if (refusal is not null)
        {
            return refusal;
        }

        if (!OrderId.TryParse(order, out var named))
        {
            return Refusals.Problem(StatusCodes.Status400BadRequest, "An order id is expected, such as acme/opabox/46ad.", "order");
        }

        return await engine.ReadAsync(named, http.RequestAborted) is null
            ? OrderRoutes.NoSuchOrder()
            : ResultOf(await replays.RunAsync(http, KeptList.Unmatched, id, named));
    }

    private static IResult ResultOf(Replayed replayed) => replayed.Answer ?? Refusals.Problem(replayed.Status, replayed.Why, replayed.Field);

    private static (KeptWebhookQuery Query, WrongQuery? Wrong) Read(
        KeptList list, IQueryCollection asked, KnownHooks hooks, OrderGrainsSettings settings, TimeProvider time)
    {
        var reader = new OrderQueryReader(asked, settings, time, Filters);
        var read = reader.Read("hook", "since", "limit", "cursor");
        var hook = reader.OneOf("hook", hooks.Names);
        var (since, wrong) = (default(DateTimeOffset?), reader.Wrong);
        if (reader.Text("since") is { } from)
        {
            const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
            since = DateTimeOffset.TryParse(from, CultureInfo.InvariantCulture, Utc, out var at) ? at : null;
            wrong ??= since is null ? new("since", "A time is expected, such as 2026-01-31T12:00:00Z.") : null;
        }

        wrong ??= read.Cursor is { } cursor && !IKeptWebhooks.IsId(cursor) ? new("cursor", "The cursor is none that this list gave.") : null;
        return (new(list, read.Tenant, hook, since, read.Limit, read.Cursor), wrong);
    }

    private static object RowOfRefused(KeptWebhook one) =>
        new { one.Id, at = one.At.UtcDateTime, one.Tenant, one.Hook, one.Field, message = one.Why, one.Bytes, body = one.Masked };

    private static object RowOfUnmatched(KeptWebhook one) => new
    {
        one.Id, at = one.At.UtcDateTime, one.Tenant, one.Hook, one.Why, one.Account, one.Flow, one.Code, one.OperationId, one.Bytes,
    };
}
