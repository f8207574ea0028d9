using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderGrains.Gateway.Http;
using OrderGrains.Gateway.Webhooks;

namespace OrderGrains.Gateway.Operations;

/// <summary>What an operator may do to one order. Each is a command and so a line of the order's story.</summary>
internal static class ActionRoutes
{
    private const int MaxReason = 200;

    /// <summary>Maps <c>POST /api/orders/{tenant}/{channel}/{externalId}/…</c>.</summary>
    public static void MapOrderActions(this IEndpointRouteBuilder api)
    {
        var order = api.MapGroup("/orders/{tenant}/{channel}/{externalId}");
        order.MapPost("/requests/{requestId}/retry", RetryAsync);
        order.MapPost("/requests/{requestId}/skip", (HttpContext http, IOrderEngine engine, string requestId) =>
            SubmitAsync(http, engine, by => new SkipRequest(requestId, by)));
        order.MapPost("/paid", (HttpContext http, IOrderEngine engine) =>
            SubmitAsync(http, engine, (by, additions) => new MarkPaid(by) { Additions = additions }));
        order.MapPost("/replace", (HttpContext http, IOrderEngine engine) =>
            SubmitAsync(http, engine, (by, additions) => new ReplaceOrder(by) { Additions = additions }));
        order.MapPost("/cancel", CancelAsync);
    }

    /// <summary>Sends a request now: what holds its target back, but for a pause, lets one call through.</summary>
    private static async Task<IResult> RetryAsync(HttpContext http, IOrderEngine engine, ITargets targets, string requestId)
    {
        var target = OrderOf(http) is { } id ? (await engine.ReadAsync(id, http.RequestAborted))?.Record.State.Find(requestId)?.Target : null;
        var answer = await SubmitAsync(http, engine, by => new RetryRequest(requestId, by));
        if (target is not null && answer is HookAnswer)
        {
            await targets.LiftAsync(OrderOf(http)!.Tenant, target);
        }

        return answer;
    }

    /// <summary>The body may say why, <c>{"reason": "…"}</c>, and that the money of an order that is over went back, <c>{"refunded": true}</c>.</summary>
    private static async Task<IResult> CancelAsync(HttpContext http, IOrderEngine engine)
    {
        var (said, refusal) = await OperatorBody.ReadAsync(http, static fields => (Reason: fields.Text("reason"), Refunded: fields.Flag("refunded") ?? false));
        var reason = said.Reason?[..Math.Min(said.Reason.Length, MaxReason)];
        return refusal ?? await SubmitAsync(http, engine, by => new CancelByOperator(by, reason, said.Refunded));
    }

    /// <summary>The order of the path; null where that names none.</summary>
    public static OrderId? OrderOf(HttpContext http)
    {
        var route = http.Request.RouteValues;
        return OrderId.TryParse($"{route["tenant"]}/{route["channel"]}/{route["externalId"]}", out var id) ? id : null;
    }

    /// <summary>The same of a command whose body may say what goes with the placement.</summary>
    private static async Task<IResult> SubmitAsync(HttpContext http, IOrderEngine engine, Func<string, Additions?, Command> command)
    {
        var (additions, refusal) = await AdditionsBody.ReadAsync(http);
        return refusal ?? await SubmitAsync(http, engine, by => command(by, additions));
    }

    /// <summary>Submits a command of the caller's to a known order: 200, 404, or 409 where the order refuses.</summary>
    private static async Task<IResult> SubmitAsync(HttpContext http, IOrderEngine engine, Func<string, Command> command)
    {
        if (OrderOf(http) is not { } id || await engine.ReadAsync(id, http.RequestAborted) is null)
        {
            return OrderRoutes.NoSuchOrder();
        }

        var receipt = await engine.SubmitAsync(id, command(Caller.Of(http).Name), Message.Internal, CancellationToken.None);
        return receipt.Outcome == Outcome.Refused
            ? Refusals.Problem(StatusCodes.Status409Conflict, receipt.Reason)
            : HookAnswer.Of(id, receipt);
    }
}
