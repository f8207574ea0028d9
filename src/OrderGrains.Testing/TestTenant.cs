namespace OrderGrains.Testing;

/// <summary>The retailer of a <see cref="TestHub"/>: it has all four systems, each of which is the sandbox's stand-in. None of its keys is a secret.</summary>
public static class TestTenant
{
    /// <summary>Its name, in paths and in order ids.</summary>
    public const string Name = "acme";

    /// <summary>What OPABOX sends as <c>x-api-key</c>.</summary>
    public const string OpaboxKey = "opabox-key";

    /// <summary>The header that OmniChat's webhooks carry.</summary>
    public const string OmniChatHeader = "x-omni-token";

    /// <summary>The value of <see cref="OmniChatHeader"/>.</summary>
    public const string OmniChatKey = "omnichat-key";

    /// <summary>The secret in the path of VTEX's calls.</summary>
    public const string VtexSecret = "vtex-path-secret";

    /// <summary>What an operator sends as <c>X-Api-Key</c>.</summary>
    public const string OperatorKey = "operator-key";

    /// <summary>The address by which hub and stand-ins know each other; nothing listens there.</summary>
    internal const string Hub = "http://hub";

    /// <summary>Settings with this tenant and one operator. A system that a test sets to null is neither served nor called.</summary>
    public static OrderGrainsSettings Settings() => new()
    {
        Operators = [new() { Name = "ops", Key = OperatorKey, Role = "Operator" }],
        Tenants =
        {
            [Name] = new()
            {
                Opabox = new() { ApiKeys = [OpaboxKey] },
                OmniChat = new()
                {
                    WebhookHeaders = { [OmniChatHeader] = [OmniChatKey] },
                    BaseUrl = $"{Hub}/sandbox/omnichat",
                    Secret = "omnichat-secret",
                },
                Vtex = new()
                {
                    BaseUrl = $"{Hub}/sandbox/vtex",
                    Account = Name,
                    AppKey = "app-key",
                    AppToken = "app-token",
                    AffiliateId = "MKP",
                    WebhookSecrets = [VtexSecret],
                    PublicUrl = Hub,
                    CustomerEmailTemplate = "{document}@acme.example",
                },
                BonifiQ = new() { BaseUrl = $"{Hub}/sandbox/bonifiq", Token = "loyalty-token", Key = "loyalty-key" },
            },
        },
    };
}
