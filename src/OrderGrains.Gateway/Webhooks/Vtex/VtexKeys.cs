using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderGrains.Gateway.Http;

namespace OrderGrains.Gateway.Webhooks.Vtex;

/// <summary>
/// VTEX signs nothing and takes no query string in <c>connectorEndpoint</c> (openapi-schemas, External Marketplace Orders), so
/// that its secret is a part of the path.
/// </summary>
internal static class VtexKeys
{
    /// <summary>The keys of all tenants.</summary>
    public static VendorKeys Of(OrderGrainsSettings settings) => new(
        settings,
        tenant => tenant.Vtex is not null ? [new(Secret, new LiveKeys(() => tenant.Vtex.WebhookSecrets))] : [],
        Secret);

    private static string? Secret(HttpRequest request) => request.RouteValues["secret"] as string;
}
