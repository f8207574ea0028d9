using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace OrderGrains.Gateway.Webhooks;

/// <summary>Maps hooks behind a vendor's gate.</summary>
internal static class HookRoutes
{
    /// <summary>A group whose every request passes the gate with these keys.</summary>
    public static RouteGroupBuilder MapVendor(this IEndpointRouteBuilder app, string prefix, VendorKeys keys) =>
        app.MapGroup(prefix).AddEndpointFilter(new WebhookGate(keys, app.ServiceProvider));

    /// <summary>A hook. Every method is mapped, since the gate looks at the credentials before the method.</summary>
    public static void MapHook(this RouteGroupBuilder vendor, string pattern, string name, Delegate handler) =>
        vendor.Map(pattern, handler).WithMetadata(new HookName(name));
}
