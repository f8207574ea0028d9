using OrderGrains.Gateway.Http;

namespace OrderGrains.Gateway.Webhooks.Opabox;

/// <summary>OPABOX shows the key that we issued in <c>x-api-key</c> (apidocs.opa4.store/webhook_orders).</summary>
internal static class OpaboxKeys
{
    /// <summary>The keys of all tenants.</summary>
    public static VendorKeys Of(OrderGrainsSettings settings) => new(
        settings,
        tenant => tenant.Opabox is not null
            ? [new(request => request.Headers["x-api-key"], new LiveKeys(() => tenant.Opabox.ApiKeys))]
            : [],
        request => request.Headers["x-api-key"]);
}
