using System.Text.Json;
using OrderGrains.Sandbox.Exchanges;

namespace OrderGrains.Sandbox.Vtex;

/// <summary>The two fields by which a connector says who and where it is.</summary>
internal static class VtexConnector
{
    /// <summary>What is wrong with them, null for nothing. VTEX also takes a relative endpoint from its own app template; the stand-in,
    /// which has none, does not.</summary>
    public static string? Wrong(JsonElement body)
    {
        if (string.IsNullOrWhiteSpace(body.Text("connectorName")))
        {
            return "connectorName: required";
        }

        if (!Uri.TryCreate(body.Text("connectorEndpoint"), UriKind.Absolute, out var endpoint) || endpoint.Scheme is not ("http" or "https"))
        {
            return "connectorEndpoint: must be an absolute http or https URL";
        }

        return endpoint.Query.Length > 0 || endpoint.Fragment.Length > 0 ? "connectorEndpoint: takes no query string" : null;
    }

    /// <summary>Where a processing result goes (developers.vtex.com, New Order Integration, Order Processing Result).</summary>
    public static Uri ResultUrl(Uri endpoint, string account) => new(
        $"{endpoint.AbsoluteUri.TrimEnd('/')}/order-integration/notification/processing-result?an={Uri.EscapeDataString(account)}");
}
