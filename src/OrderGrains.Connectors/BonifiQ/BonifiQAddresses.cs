using System.Net.Http.Headers;
using System.Text;

namespace OrderGrains.Connectors;

/// <summary>Where BonifiQ's calls go, and who we are there.</summary>
internal static class BonifiQAddresses
{
    /// <summary>Route of an order, in whatever standing.</summary>
    public const string OrderRoute = "/v1/pvt/Order";

    /// <summary>Route of the cancellation of a completed order.</summary>
    public const string CancelRoute = "/v1/pvt/Order/{OriginalId}/cancel";

    /// <summary>Address of an order.</summary>
    public static Uri Order(BonifiQSettings bonifiq) => TargetCall.At(bonifiq.BaseUrl, OrderRoute);

    /// <summary>Address of a cancellation.</summary>
    public static Uri Cancel(BonifiQSettings bonifiq, OrderId order) =>
        TargetCall.At(bonifiq.BaseUrl, CancelRoute.Replace("{OriginalId}", Uri.EscapeDataString(order.ExternalId), StringComparison.Ordinal));

    /// <summary>Our token and key.</summary>
    public static void Authorize(HttpRequestHeaders headers, BonifiQSettings bonifiq) => headers.Authorization = new AuthenticationHeaderValue("Basic", Basic(bonifiq));

    /// <summary>What must never show, as it is set or as it is sent.</summary>
    public static IEnumerable<string?> Secrets(BonifiQSettings bonifiq) => [bonifiq.Token, bonifiq.Key, Basic(bonifiq), .. bonifiq.EarlierSecrets()];

    private static string Basic(BonifiQSettings bonifiq) => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{bonifiq.Token}:{bonifiq.Key}"));
}
