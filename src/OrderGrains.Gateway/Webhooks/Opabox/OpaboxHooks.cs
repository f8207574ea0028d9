using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace OrderGrains.Gateway.Webhooks.Opabox;

/// <summary>OPABOX's webhook.</summary>
internal static class OpaboxHooks
{
    /// <summary>Maps <c>POST /hooks/{tenant}/opabox/orders</c>.</summary>
    public static void MapOpabox(this IEndpointRouteBuilder app)
    {
        var opabox = app.MapVendor("/hooks/{tenant}/opabox", OpaboxKeys.Of(app.ServiceProvider.GetRequiredService<OrderGrainsSettings>()));
        opabox.Map("/orders", "opabox/orders", app.ServiceProvider.GetRequiredService<Intake>().With(OpaboxOrder.Translate));
    }
}
