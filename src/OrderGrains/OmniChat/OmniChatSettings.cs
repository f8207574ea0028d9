namespace OrderGrains;

/// <summary>OmniChat.</summary>
public sealed class OmniChatSettings : SystemSettings
{
    /// <summary>Headers that its webhooks must carry, each with one or two live values.</summary>
    [Secret]
    public Dictionary<string, List<string>> WebhookHeaders { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Orders API v2.</summary>
    public string BaseUrl { get; set; } = "https://orders-api.omni.chat/v2";

    /// <summary>API secret, sent as bearer.</summary>
    [Secret]
    public string Secret { get; set; } = "";

    /// <summary>Our name in its status changes.</summary>
    public string Responsible { get; set; } = "ordergrains";

    /// <summary><c>OmniChat</c> or <c>Own</c>.</summary>
    public string Checkout { get; set; } = "OmniChat";

    /// <summary>Address of an own checkout, with <c>{orderId}</c> and <c>{vtexOrderId}</c>.</summary>
    public string? CheckoutUrlTemplate { get; set; }

    /// <summary><c>Cancel</c> or <c>Park</c>.</summary>
    public string OnPlacementRefused { get; set; } = "Cancel";

    /// <summary><c>Place</c> or <c>Refuse</c>.</summary>
    public string OnInvalid { get; set; } = "Place";

    /// <summary>Age at which a cart that nobody finished is closed.</summary>
    public TimeSpan DraftsExpireAfter { get; set; } = TimeSpan.FromDays(30);
}
