using System.Net.Http.Headers;

namespace OrderGrains.Connectors;

/// <summary>Where OmniChat's calls go, and who we are there.</summary>
internal static class OmniChatAddresses
{
    /// <summary>Route of a status.</summary>
    public const string StatusRoute = "/orders/{id}/statusChange";

    /// <summary>Route of what became of a provisioning, for an own checkout.</summary>
    public const string ProvisionRoute = "/orders/{id}/provisions";

    /// <summary>Route of where the placed order differs from its cart.</summary>
    public const string CheckoutRoute = "/orders/{id}/updateCheckoutData";

    /// <summary>Address of one of them.</summary>
    public static Uri At(OmniChatSettings chat, string route, OrderId order) =>
        TargetCall.At(chat.BaseUrl, route.Replace("{id}", Uri.EscapeDataString(order.ExternalId), StringComparison.Ordinal));

    /// <summary>Our secret.</summary>
    public static void Authorize(HttpRequestHeaders headers, OmniChatSettings chat) =>
        headers.Authorization = new AuthenticationHeaderValue("Bearer", chat.Secret);

    /// <summary>What must never show.</summary>
    public static IEnumerable<string?> Secrets(OmniChatSettings chat) => [chat.Secret, .. chat.EarlierSecrets()];
}
