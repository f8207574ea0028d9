using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace OrderGrains.Gateway.Webhooks.Vtex;

/// <summary>
/// VTEX's webhooks. A hook is one line here, one translator beside <see cref="VtexProcessingResult"/>, and one intake that asks
/// <see cref="VtexOrders"/> which order an id names.
/// </summary>
internal static class VtexHooks
{
    /// <summary>Maps <c>POST /hooks/{tenant}/vtex/{secret}/…</c>.</summary>
    public static void MapVtex(this IEndpointRouteBuilder app)
    {
        var services = app.ServiceProvider;
        var vtex = app.MapVendor("/hooks/{tenant}/vtex/{secret}", VtexKeys.Of(services.GetRequiredService<OrderGrainsSettings>()));
        vtex.Map(
            "/order-integration/notification/processing-result",
            "vtex/processing-result",
            services.GetRequiredService<VtexResultIntake>().TakeAsync);
        vtex.Map("/order-hook", "vtex/order-hook", services.GetRequiredService<VtexOrderHookIntake>().TakeAsync);

        var invoices = services.GetRequiredService<VtexInvoiceIntake>();
        vtex.Map("/pvt/orders/{id}/cancel", "vtex/cancel", (_, webhook) => invoices.CancelAsync(webhook, webhook.Path!.Id!));

        // VTEX's pages show an invoice under both prefixes.
        TakeWebhook invoice = (http, webhook) => invoices.InvoiceAsync(http, webhook, webhook.Path!.Id!, Number(webhook));
        foreach (var prefix in (string[])["/pub", "/pvt"])
        {
            vtex.Map($"{prefix}/orders/{{id}}/invoice", "vtex/invoice", invoice);
            vtex.Map($"{prefix}/orders/{{id}}/invoice/{{number}}", "vtex/invoice", invoice);
            vtex.Map($"{prefix}/orders/{{id}}/invoice/{{number}}/tracking", "vtex/tracking", invoice);
        }
    }

    /// <summary>
    /// The invoice's number as it is written in a body: the server decodes a path but for slashes, which Brazil's numbers hold before their series
    /// (<c>6584634/09</c>).
    /// </summary>
    private static string? Number(Webhook webhook) => webhook.Path!.Number?.Replace("%2F", "/", StringComparison.OrdinalIgnoreCase);
}
