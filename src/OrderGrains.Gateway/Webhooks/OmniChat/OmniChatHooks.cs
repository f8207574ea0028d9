using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OrderGrains.Gateway.Checker;

namespace OrderGrains.Gateway.Webhooks.OmniChat;

/// <summary>OmniChat's webhooks.</summary>
internal static class OmniChatHooks
{
    /// <summary>Maps <c>POST /hooks/{tenant}/omnichat/…</c>.</summary>
    public static void MapOmniChat(this IEndpointRouteBuilder app)
    {
        var chat = app.MapVendor(
            "/hooks/{tenant}/omnichat", OmniChatKeys.Of(app.ServiceProvider.GetRequiredService<OrderGrainsSettings>()));
        chat.MapHook(
            "/order-checker",
            "omnichat/order-checker",
            (HttpContext http, OrderChecker checker) => checker.AnswerAsync(http));
        chat.MapHook(
            "/order-provisioning",
            "omnichat/order-provisioning",
            (HttpContext http, Intake intake) => intake.TakeAsync(http, OmniChatMessage.Provisioning));
        chat.MapHook(
            "/status-change",
            "omnichat/status-change",
            (HttpContext http, Intake intake) => intake.TakeAsync(http, OmniChatMessage.StatusChange));
        chat.MapHook(
            "/cancellation",
            "omnichat/cancellation",
            (HttpContext http, Intake intake) => intake.TakeAsync(http, OmniChatMessage.Cancellation));
    }
}
