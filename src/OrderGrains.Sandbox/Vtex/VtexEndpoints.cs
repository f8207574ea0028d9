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
        vtex.MapPost("/api/orders/hook/config", SaveHookAsync);
        vtex.MapGet("/api/orders/hook/config", (HttpContext http, VtexStandIn stand) => Authorized(http, _ => ReadHook(http, stand))(default).ToResult(http));
        vtex.MapPost("/orders/{id}/advance", AdvanceAsync);
    }

    /// <summary>The order hook's configuration; neither faults nor the ledger know of it.</summary>
    private static async Task<IResult> SaveHookAsync(HttpContext http, VtexStandIn stand)
    {
        var body = (await RequestBody.ReadAsync(http.Request)).Json;
        var stranger = Authorized(http, _ => Answer.Ok(""))(default) is { Status: not StatusCodes.Status200OK } refused ? refused : null;
        return (stranger ?? await stand.Hooks.SaveAsync(AccountOf(http), body, http.RequestAborted)).ToResult(http);
    }

    private static Answer ReadHook(HttpContext http, VtexStandIn stand) =>
        stand.Hooks.Of(AccountOf(http)) is { } hook ? Answer.Ok(hook.View) : Answer.Refused(StatusCodes.Status404NotFound, "Value not found");

    private static async Task<IResult> AdvanceAsync(string id, HttpContext http, VtexStandIn stand)
    {
        var body = (await RequestBody.ReadAsync(http.Request)).Json;
        var to = body.Text("to");
        if (to is not ("authorized" or "handling" or "invoiced" or "delivered" or "canceled"))
        {
            return Results.Problem("to must be authorized, handling, invoiced, delivered or canceled", statusCode: StatusCodes.Status400BadRequest);
        }

        return stand.Advance(id, to, body.Field("value").Whole()).ToResult(http);
    }

    private static Question ByMarketplaceId(string operation) =>
        new(SandboxTargets.Vtex, operation, body => body.Text("marketplaceOrderId"));

    private static Question ByOrderId(string operation, VtexStandIn stand, string orderId) =>
        new(SandboxTargets.Vtex, operation, _ => stand.KeyOf(orderId));

    private static string AccountOf(HttpContext http) => http.Request.Query["an"] is [{ Length: > 0 } account] ? account : "sandbox";

    /// <summary>Any key and token will do, as long as there are both; or any cookie of a user.</summary>
    private static Func<JsonElement, Answer> Authorized(HttpContext http, Func<JsonElement, Answer> work) =>
        string.IsNullOrWhiteSpace(http.Request.Headers["VtexIdclientAutCookie"])
        && (string.IsNullOrWhiteSpace(http.Request.Headers["X-VTEX-API-AppKey"]) || string.IsNullOrWhiteSpace(http.Request.Headers["X-VTEX-API-AppToken"]))
            ? _ => Answer.Refused(StatusCodes.Status401Unauthorized, "The app key or the app token is missing")
            : work;
}
