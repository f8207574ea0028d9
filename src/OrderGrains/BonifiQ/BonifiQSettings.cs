namespace OrderGrains;

/// <summary>BonifiQ.</summary>
public sealed class BonifiQSettings : SystemSettings
{
    /// <summary>Private API.</summary>
    public string BaseUrl { get; set; } = "https://api.bonifiq.com.br";

    /// <summary>API token: the user name.</summary>
    [Secret]
    public string Token { get; set; } = "";

    /// <summary>API key: the password.</summary>
    [Secret]
    public string Key { get; set; } = "";

    /// <summary>Whether orders are told before they are delivered.</summary>
    public bool SendPending { get; set; } = true;

    /// <summary>Whether an order's products go along, for rules of points by product.</summary>
    public bool SendProducts { get; set; } = true;

    /// <summary>When an order counts as complete, so that its points may be given: <c>Paid</c>, <c>Shipped</c> or <c>Delivered</c>.</summary>
    public string CompleteOn { get; set; } = "Delivered";

    /// <summary><c>Document</c> or <c>Email</c>.</summary>
    public string CustomerKey { get; set; } = "Document";

    /// <summary>The same for OmniChat's orders; null for <see cref="CustomerKey"/>.</summary>
    public string? OmniChatCustomerKey { get; set; }

    /// <summary>The same for OPABOX's orders.</summary>
    public string? OpaboxCustomerKey { get; set; }

    /// <summary>What a channel's customers are known by.</summary>
    public string KeyOf(Channel channel) => (channel == Channel.OmniChat ? OmniChatCustomerKey : OpaboxCustomerKey) ?? CustomerKey;
}
