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
        var (checker, intake) = (app.ServiceProvider.GetRequiredService<OrderChecker>(), app.ServiceProvider.GetRequiredService<Intake>());
        chat.Map("/order-checker", "omnichat/order-checker", checker.AnswerAsync);
        chat.Map("/order-provisioning", "omnichat/order-provisioning", intake.With(OmniChatMessage.Provisioning));
        chat.Map("/status-change", "omnichat/status-change", intake.With(OmniChatMessage.StatusChange));
        chat.Map("/cancellation", "omnichat/cancellation", intake.With(OmniChatMessage.Cancellation));
    }
}
