using Microsoft.AspNetCore.Http;
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
        var vtex = app.MapVendor(
            "/hooks/{tenant}/vtex/{secret}", VtexKeys.Of(app.ServiceProvider.GetRequiredService<OrderGrainsSettings>()));
        vtex.MapHook(
            "/order-integration/notification/processing-result",
            "vtex/processing-result",
            (HttpContext http, VtexResultIntake intake) => intake.TakeAsync(http));
        vtex.MapHook(
            "/order-hook",
            "vtex/order-hook",
            (HttpContext http, VtexOrderHookIntake intake) => intake.TakeAsync(http));
        vtex.MapHook(
            "/pvt/orders/{id}/cancel",
            "vtex/cancel",
            (HttpContext http, string id, VtexInvoiceIntake intake) => intake.CancelAsync(http, id));

        // VTEX's pages show an invoice under both prefixes.
        foreach (var prefix in (string[])["/pub", "/pvt"])
        {
            vtex.MapInvoice($"{prefix}/orders/{{id}}/invoice", "vtex/invoice");
            vtex.MapInvoice($"{prefix}/orders/{{id}}/invoice/{{number}}", "vtex/invoice");
            vtex.MapInvoice($"{prefix}/orders/{{id}}/invoice/{{number}}/tracking", "vtex/tracking");
        }
    }

    private static void MapInvoice(this RouteGroupBuilder vtex, string pattern, string name) => vtex.MapHook(
        pattern,
        name,
        (HttpContext http, string id, VtexInvoiceIntake intake) => intake.InvoiceAsync(http, id, http.GetRouteValue("number") as string));
}
