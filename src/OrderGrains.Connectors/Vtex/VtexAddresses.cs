using System.Net.Http.Headers;

namespace OrderGrains.Connectors;

/// <summary>Where VTEX's calls go, where its answers come back, and who we are there.</summary>
internal static class VtexAddresses
{
    /// <summary>Path of placing an order.</summary>
    public const string OrdersRoute = "/api/order-integration/orders";

    /// <summary>Path of approving one.</summary>
    public const string StatusRoute = "/api/order-integration/orders/status";

    /// <summary>Path of reading one.</summary>
    public const string OrderRoute = "/api/oms/pvt/orders/{orderId}";

    /// <summary>Path of cancelling one.</summary>
    public const string CancelRoute = "/api/oms/pvt/orders/{orderId}/cancel";

    /// <summary>Path of the simulation.</summary>
    public const string SimulationRoute = "/api/checkout/pub/orderForms/simulation";

    /// <summary>Path of the order hook's configuration.</summary>
    public const string HookConfigRoute = "/api/orders/hook/config";

    /// <summary>Address of place; VTEX requires the affiliate.</summary>
    public static Uri Orders(VtexSettings vtex) =>
        TargetCall.At(vtex.BaseUrl, $"{OrdersRoute}?affiliateId={Escape(vtex.AffiliateId)}&an={Escape(vtex.Account)}");

    /// <summary>Address of approve.</summary>
    public static Uri Status(VtexSettings vtex) => TargetCall.At(vtex.BaseUrl, $"{StatusRoute}?an={Escape(vtex.Account)}");

    /// <summary>Address of read.</summary>
    public static Uri Order(VtexSettings vtex, string orderId) => TargetCall.At(vtex.BaseUrl, $"/api/oms/pvt/orders/{Escape(orderId)}");

    /// <summary>Address of cancel.</summary>
    public static Uri Cancel(VtexSettings vtex, string orderId) =>
        TargetCall.At(vtex.BaseUrl, $"/api/oms/pvt/orders/{Escape(orderId)}/cancel");

    /// <summary>Address of the simulation under a trade policy; null leaves the choice to VTEX.</summary>
    public static Uri Simulation(VtexSettings vtex, string? salesChannel) => TargetCall.At(
        vtex.BaseUrl,
        $"{SimulationRoute}?{(salesChannel is null ? "" : $"sc={Escape(salesChannel)}&")}affiliateId={Escape(vtex.AffiliateId)}");

    /// <summary>Where VTEX sends results. It takes no query string, so the secret is in the path.</summary>
    public static string ConnectorEndpoint(string tenant, VtexSettings vtex) =>
        HooksAt(tenant, vtex.PublicUrl, vtex.WebhookSecrets.FirstOrDefault() ?? "");

    /// <summary>Where VTEX sends its order hook, under one of the live secrets.</summary>
    public static string OrderHook(string tenant, string publicUrl, string secret) => $"{HooksAt(tenant, publicUrl, secret)}/order-hook";

    /// <summary>Address of the order hook's configuration.</summary>
    public static Uri HookConfig(VtexSettings vtex) => TargetCall.At(vtex.BaseUrl, $"{HookConfigRoute}?an={Escape(vtex.Account)}");

    /// <summary>Our key and token, or the cookie in their place.</summary>
    public static void Authorize(HttpRequestHeaders headers, VtexSettings vtex)
    {
        if (!string.IsNullOrWhiteSpace(vtex.AuthCookie))
        {
            headers.TryAddWithoutValidation("VtexIdclientAutCookie", vtex.AuthCookie);
            return;
        }

        headers.TryAddWithoutValidation("X-VTEX-API-AppKey", vtex.AppKey);
        headers.TryAddWithoutValidation("X-VTEX-API-AppToken", vtex.AppToken);
    }

    /// <summary>What must never show.</summary>
    public static IEnumerable<string?> Secrets(VtexSettings vtex) => [vtex.AppKey, vtex.AppToken, vtex.AuthCookie, .. vtex.WebhookSecrets, .. vtex.EarlierSecrets()];

    private static string HooksAt(string tenant, string publicUrl, string secret) =>
        $"{publicUrl.TrimEnd('/')}/hooks/{tenant}/vtex/{Escape(secret)}";

    private static string Escape(string text) => Uri.EscapeDataString(text);
}
