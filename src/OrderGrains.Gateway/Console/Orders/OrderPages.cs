using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using OrderGrains.Gateway.Checker.Catalogs;
using OrderGrains.Gateway.Console.Layout;
using OrderGrains.Gateway.Console.Lists;
using OrderGrains.Gateway.Console.Session;
using OrderGrains.Gateway.Console.Words;
using OrderGrains.Gateway.Operations;

namespace OrderGrains.Gateway.Console.Orders;

/// <summary>An order's page, what crossed the wire, and what an operator does to it: each act the same command as the API's.</summary>
internal sealed class OrderPages(IOrderEngine engine, ITargets targets, IOrderIndex index, IOrderPolicies policies, TenantCatalogs catalogs, IOrderLog log, RailCounts counts)
{
    private const int MaxReason = 200;

    /// <summary>The page of an order; 404 for one that nothing is known of.</summary>
    public async Task<IResult> ShowAsync(HttpContext http, string? refusal = null)
    {
        var visit = http.Features.GetRequiredFeature<Visit>();
        if (await FactsAsync(http, visit) is not { } facts)
        {
            return await ConsoleGate.NoticeAsync(http, visit, StatusCodes.Status404NotFound);
        }

        var same = facts.State.Attention is [var first, ..]
            ? await index.CountAsync(new(facts.Id.Tenant, Attention: first.Reason), visit.Cancelled)
            : (int?)null;
        if (DeedNames.Done(http.Request.Query["did"], visit.L) is { } done)
        {
            visit.Told = new(Sign.Done, done);
        }

        return Pages.Of<OrderPage>(visit, new OrderModel(facts, same) { Refusal = refusal }, refusal is null ? StatusCodes.Status200OK : StatusCodes.Status409Conflict);
    }

    /// <summary>What crossed the wire in one turn.</summary>
    public async Task<IResult> TurnAsync(HttpContext http, int turn)
    {
        var visit = http.Features.GetRequiredFeature<Visit>();
        var facts = await FactsAsync(http, visit);
        return facts?.Turns.FirstOrDefault(one => one.Number == turn) is { } found
            ? Pages.Of<TurnPage>(visit, new TurnModel(facts.Id, PayloadTrio.OfTurn(facts, found)))
            : await ConsoleGate.NoticeAsync(http, visit, StatusCodes.Status404NotFound);
    }

    /// <summary>Does what the form says, and shows the order again; where the order refuses, with the reason.</summary>
    public async Task<IResult> ActAsync(HttpContext http, string deed)
    {
        var visit = http.Features.GetRequiredFeature<Visit>();
        var form = http.Features.GetRequiredFeature<IFormCollection>();
        if (ActionRoutes.OrderOf(http) is not { } id || await engine.ReadAsync(id, visit.Cancelled) is not { } view)
        {
            return await ConsoleGate.NoticeAsync(http, visit, StatusCodes.Status404NotFound);
        }

        var by = Caller.Of(http).Name;
        var request = form["request"].ToString();
        AuditedAct.Of(http).Detail = (deed == DeedNames.Link ? form["opabox"].ToString().Trim() : request) is { Length: > 0 } detail ? detail : null;
        var why = form["reason"].ToString().Trim() is { Length: > 0 } reason ? reason[..Math.Min(reason.Length, MaxReason)] : null;
        var refused = deed == DeedNames.Link
            ? await LinkAsync(id, view, form["opabox"].ToString().Trim(), by)
            : CommandOf(deed, request, why, by) is { } command ? await SubmitAsync(id, command) : "";
        if (refused is not null)
        {
            return await ShowAsync(http, HubWords.Line(KnownPersons.Of(view.Record.State.Content).Mask(refused), visit.L));
        }

        if (deed == DeedNames.Retry && view.Record.State.Find(request) is { Target: var target })
        {
            await targets.LiftAsync(id.Tenant, target);
        }

        counts.Forget();
        return Results.LocalRedirect($"{Paths.Order(id)}?did={deed}");
    }

    private static Command? CommandOf(string deed, string request, string? why, string by) => deed switch
    {
        DeedNames.Retry => new RetryRequest(request, by),
        DeedNames.Skip => new SkipRequest(request, by),
        DeedNames.Cancel => new CancelByOperator(by, why),
        DeedNames.Refunded => new CancelByOperator(by, why, Refunded: true),
        DeedNames.Paid => new MarkPaid(by),
        DeedNames.Replace => new ReplaceOrder(by),
        _ => null,
    };

    /// <summary>Why it was refused; null where it was taken.</summary>
    private async Task<string?> SubmitAsync(OrderId id, Command command)
    {
        var receipt = await engine.SubmitAsync(id, command, Message.Internal, CancellationToken.None);
        return receipt.Outcome == Outcome.Refused ? receipt.Reason ?? "" : null;
    }

    private async Task<string?> LinkAsync(OrderId chat, OrderView view, string number, string by)
    {
        if (chat.Channel != Channel.OmniChat || !OrderId.TryCreate(chat.Tenant, Channel.Opabox, number, out var opabox))
        {
            return "No OPABOX order can have this id.";
        }

        return LinkRoutes.WhyNot(view.Record.State, opabox) ?? (await LinkRoutes.TellBothAsync(engine, chat, opabox, by)).Refusal;
    }

    private async Task<OrderFacts?> FactsAsync(HttpContext http, Visit visit) => ActionRoutes.OrderOf(http) is { } id && await engine.ReadAsync(id, visit.Cancelled) is { } view
        ? new(id, view, visit, policies.For(id.Tenant), catalogs.Conditions(), await log.ReadAsync(id, visit.Cancelled))
        : null;
}

/// <summary>Maps the pages of orders.</summary>
internal static class OrderPagesMap
{
    /// <summary>Maps <c>/console/orders/{tenant}/{channel}/{externalId}</c> and what is below it.</summary>
    public static void MapOrderPages(this IEndpointRouteBuilder console)
    {
        var order = console.MapGroup("/orders/{tenant}/{channel}/{externalId}");
        order.MapGet("", (HttpContext http, OrderPages pages) => pages.ShowAsync(http));
        order.MapGet("/live", (HttpContext http, OrderLive live, int? version) => live.TellAsync(http, version ?? 0)).WithMetadata(new ConsoleSession.Unattended());
        order.MapGet("/turns/{turn:int}", (HttpContext http, OrderPages pages, int turn) => pages.TurnAsync(http, turn));
        foreach (var deed in (string[])[DeedNames.Retry, DeedNames.Skip, DeedNames.Cancel, DeedNames.Refunded, DeedNames.Paid, DeedNames.Replace, DeedNames.Link])
        {
            order.MapPost($"/{deed}", (HttpContext http, OrderPages pages) => pages.ActAsync(http, deed));
        }
    }
}
