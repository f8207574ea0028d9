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

    /// <summary><c>Document</c> or <c>Email</c>.</summary>
    public string CustomerKey { get; set; } = "Document";
}
