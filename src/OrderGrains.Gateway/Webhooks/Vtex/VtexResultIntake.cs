using Microsoft.AspNetCore.Http;
using OrderGrains.Gateway.Json;

namespace OrderGrains.Gateway.Webhooks.Vtex;

/// <summary>
/// Takes VTEX's processing results in. One that names an order of ours is a fact of that order, even before the order is known.
/// One that names another's order is counted; one that names none is kept for operators. All are answered 200.
/// </summary>
internal sealed class VtexResultIntake(
    IOrderEngine engine, VtexOrders orders, UnmatchedResults unmatched, BadBodies badBodies, GatewayMeter meter, TimeProvider clock)
{
    private static readonly HookAnswer Noted = new(null, "accepted", null);

    /// <summary>Takes the result of a request.</summary>
    public async Task<IResult> TakeAsync(HttpContext http)
    {
        var webhook = Webhook.Of(http);
        var faults = new Faults();
        var result = VtexProcessingResult.Read(webhook, http.Request.Query["an"], faults);
        if (faults.First is { } fault)
        {
            return badBodies.Refuse(http, webhook, fault);
        }

        string?[] ids = [result.MarketplaceOrderId, result.MainOrderId, result.FranchiseOrderId];
        var order = await orders.FindAsync(webhook.Tenant, webhook.Settings.Vtex!.AffiliateId, ids);
        if (order is not null)
        {
            var message = Message.VtexResult(webhook.Tenant, result, webhook.Raw);
            var receipt = await engine.SubmitAsync(order, new ReportVtexResult(result), message, CancellationToken.None);
            return Results.Ok(HookAnswer.Of(order, receipt));
        }

        if (ids.All(id => id is null))
        {
            unmatched.Add(new(
                clock.GetUtcNow(), webhook.Tenant, result.Account, result.Flow, result.Code, result.OperationId, result.Message));
        }
        else
        {
            meter.ForeignNotification(webhook.Tenant);
        }

        return Results.Ok(Noted);
    }
}
