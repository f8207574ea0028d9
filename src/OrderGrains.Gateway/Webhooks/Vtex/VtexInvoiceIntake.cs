using Microsoft.AspNetCore.Http;
using OrderGrains.Gateway.Json;

namespace OrderGrains.Gateway.Webhooks.Vtex;

/// <summary>
/// Takes VTEX's invoices, tracking and cancellations in: the hooks that name their order in the path. VTEX reads a receipt in
/// their answers (developers.vtex.com, External seller protocol).
/// </summary>
internal sealed class VtexInvoiceIntake(VtexIntake intake, BadBodies badBodies, TimeProvider clock)
{
    /// <summary>Takes an invoice, or the tracking of one.</summary>
    public async Task<IResult> InvoiceAsync(HttpContext http, Webhook webhook, string id, string? number)
    {
        var faults = new Faults();
        var invoice = VtexInvoiceBody.Read(webhook, number, faults);
        if (faults.First is { } fault)
        {
            return badBodies.Refuse(http, webhook, fault);
        }

        var (answer, match) = await intake.TakeAsync(
            webhook, Notification(webhook, [id, number], match => new ReportVtexInvoice(invoice, match.Placement)));
        return Results.Ok(new
        {
            answer.Order, answer.Outcome, answer.Reason, date = clock.GetUtcNow(), orderId = id, receipt = Receipt(webhook, match, id, invoice.Number),
        });
    }

    /// <summary>Takes a cancellation.</summary>
    public async Task<IResult> CancelAsync(Webhook webhook, string id)
    {
        var (_, match) = await intake.TakeAsync(
            webhook,
            Notification(webhook, [id], match => new ReportVtexProgress(VtexProgress.Cancelled, null, null) { Placement = match.Placement }));
        return Results.Ok(new { date = clock.GetUtcNow(), orderId = id, receipt = Receipt(webhook, match, id, "cancel") });
    }

    /// <summary>The path is part of the message's id: the same body may come for two invoices of an order.</summary>
    private static VtexNotification Notification(Webhook webhook, string?[] path, Func<VtexOrderMatch, Command> fact) => new()
    {
        Ids = [path[0]],
        Fact = fact,
        Message = Message.Webhook(webhook.Tenant, string.Join('\n', [webhook.Hook, .. path]), webhook.Raw),
        Shown = VtexIntake.Kept(webhook),
    };

    private static Guid Receipt(Webhook webhook, VtexOrderMatch? match, string id, string what) =>
        VtexReceipt.Of(match is null ? $"{webhook.Tenant}\n{id}" : $"{match.Order}\n{match.Placement}", what);
}
