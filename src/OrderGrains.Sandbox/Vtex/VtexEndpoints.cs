using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderGrains.Sandbox.Exchanges;

namespace OrderGrains.Sandbox.Vtex;

internal static class VtexEndpoints
{
    public static void MapVtex(this IEndpointRouteBuilder sandbox)
    {
        var vtex = sandbox.MapGroup("/vtex");
        vtex.MapPost("/api/order-integration/orders", (HttpContext http, Exchange exchange, VtexStandIn stand) => exchange.TakeAsync(
            http, ByMarketplaceId("PlaceOrder"), Authorized(http, body => stand.Place(http.Request.Query["affiliateId"], AccountOf(http), body))));
        vtex.MapPut("/api/order-integration/orders/status", (HttpContext http, Exchange exchange, VtexStandIn stand) => exchange.TakeAsync(
            http, ByMarketplaceId("ApproveOrder"), Authorized(http, body => stand.Approve(AccountOf(http), body))));
        vtex.MapGet("/api/oms/pvt/orders/{orderId}", (HttpContext http, string orderId, Exchange exchange, VtexStandIn stand) =>
            exchange.TakeAsync(http, ByOrderId("GetOrder", stand, orderId), Authorized(http, _ => stand.Read(orderId))));
        vtex.MapPost("/api/oms/pvt/orders/{orderId}/cancel", (HttpContext http, string orderId, Exchange exchange, VtexStandIn stand) =>
            exchange.TakeAsync(http, ByOrderId("CancelOrder", stand, orderId), Authorized(http, _ => stand.Cancel(orderId))));
        vtex.MapPost("/api/checkout/pub/orderForms/simulation", (HttpContext http, Exchange exchange) => exchange.TakeAsync(
            http, new Question(SandboxTargets.VtexSimulation, "Simulate", _ => null), VtexSimulation.Simulate));
        vtex.MapPost("/orders/{id}/advance", AdvanceAsync);
    }

    private static async Task<IResult> AdvanceAsync(string id, HttpRequest request, VtexStandIn stand)
    {
        var to = (await RequestBody.ReadAsync(request)).Json.Text("to");
        if (to is not ("authorized" or "handling" or "invoiced" or "delivered" or "canceled"))
        {
            return Results.Problem("to must be authorized, handling, invoiced, delivered or canceled", statusCode: StatusCodes.Status400BadRequest);
        }

        return stand.Standing(id) is null ? Results.Problem($"No order {id}", statusCode: StatusCodes.Status404NotFound)
            : stand.Advance(id, to) is { } standing ? Results.Json(standing, Answer.CamelCase)
            : Results.Problem($"From where it is the order cannot become {to}", statusCode: StatusCodes.Status409Conflict);
    }

    private static Question ByMarketplaceId(string operation) =>
        new(SandboxTargets.Vtex, operation, body => body.Text("marketplaceOrderId"));

    private static Question ByOrderId(string operation, VtexStandIn stand, string orderId) =>
        new(SandboxTargets.Vtex, operation, _ => stand.KeyOf(orderId));

    private static string AccountOf(HttpContext http) => http.Request.Query["an"] is [{ Length: > 0 } account] ? account : "sandbox";

    /// <summary>Any key and token will do, as long as there are both.</summary>
    private static Func<JsonElement, Answer> Authorized(HttpContext http, Func<JsonElement, Answer> work) =>
        string.IsNullOrWhiteSpace(http.Request.Headers["X-VTEX-API-AppKey"]) || string.IsNullOrWhiteSpace(http.Request.Headers["X-VTEX-API-AppToken"])
            ? _ => Answer.Refused(StatusCodes.Status401Unauthorized, "The app key or the app token is missing")
            : work;
}
