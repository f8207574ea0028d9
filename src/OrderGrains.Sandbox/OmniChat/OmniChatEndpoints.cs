using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderGrains.Sandbox.Exchanges;

namespace OrderGrains.Sandbox.OmniChat;

internal static class OmniChatEndpoints
{
    public static void MapOmniChat(this IEndpointRouteBuilder sandbox)
    {
        var omniChat = sandbox.MapGroup("/omnichat");
        omniChat.MapPost("/orders/{id}/statusChange", (HttpContext http, string id, Exchange exchange, OmniChatStandIn stand) =>
            exchange.TakeAsync(http, Of("StatusChange", id), Authorized(http, body => stand.ChangeStatus(id, body))));
        omniChat.MapPost("/orders/{id}/provisions", (HttpContext http, string id, Exchange exchange, OmniChatStandIn stand) =>
            exchange.TakeAsync(http, Of("Provisions", id), Authorized(http, body => stand.Provision(id, body))));
        omniChat.MapPost("/orders/{id}/updateCheckoutData", (HttpContext http, string id, Exchange exchange, OmniChatStandIn stand) =>
            exchange.TakeAsync(http, Of("UpdateCheckoutData", id), Authorized(http, body => stand.UpdateCheckoutData(id, body))));
    }

    private static Question Of(string operation, string orderId) => new(SandboxTargets.OmniChat, operation, _ => orderId);

    /// <summary>Any bearer secret will do.</summary>
    private static Func<JsonElement, Answer> Authorized(HttpContext http, Func<JsonElement, Answer> work)
    {
        var header = http.Request.Headers.Authorization.ToString();
        return header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) && !string.IsNullOrWhiteSpace(header[7..])
            ? work
            : _ => Answer.Refused(StatusCodes.Status401Unauthorized, "The bearer secret is missing") with { Challenge = "Bearer" };
    }
}
