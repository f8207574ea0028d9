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
        tenant => tenant.Vtex is not null ? [new(Secret, new LiveKeys(new LiveSecrets(tenant).Now))] : [],
        Secret);

    /// <summary>The secrets of all accounts in one list, which is another one only where one of them is.</summary>
    private sealed class LiveSecrets(TenantSettings tenant)
    {
        private (IReadOnlyList<List<string>> Lists, IReadOnlyList<string> Values) _last = ([], []);

        public IReadOnlyList<string> Now()
        {
            var (lists, last) = (
                tenant.Stores.Values.Select(store => store.Vtex?.WebhookSecrets).Prepend(tenant.Vtex?.WebhookSecrets).OfType<List<string>>().ToArray(), _last);
            if (!lists.SequenceEqual(last.Lists, ReferenceEqualityComparer.Instance))
            {
                _last = last = (lists, [.. lists.SelectMany(static secrets => secrets).Distinct(StringComparer.Ordinal)]);
            }

            return last.Values;
        }
    }

    private static string? Secret(HttpRequest request) => request.RouteValues["secret"] as string;
}
