using System.Text.Json;

namespace OrderGrains.EngineTests.EndToEnd;

/// <summary>A retailer whose systems are the sandbox's.</summary>
internal static class Acme
{
    public const string Name = "acme";
    public const string OmniChatHeader = "x-omni-token";
    public const string OmniChatKey = "omnichat-key-of-acme";
    public const string OpaboxKey = "opabox-key-of-acme";
    public const string OperatorKey = "operator-key-of-acme";
    public const string VtexSecret = "vtex-path-secret-of-acme";

    /// <summary>The settings file, with waits short enough for a test.</summary>
    /// <param name="vendors">Where the vendors are, and where the hub seems to be.</param>
    /// <param name="resultTimeout">How long VTEX's word is awaited before VTEX is read.</param>
    public static string Settings(Uri vendors, string resultTimeout) => JsonSerializer.Serialize(new
    {
        OrderGrains = new
        {
            Sandbox = new { Enabled = false },
            Operators = new[] { new { Name = "ops", Key = OperatorKey, Role = "Operator" } },
            Retry = new { FirstDelay = "00:00:00.2", MaxDelay = "00:00:01", Horizon = "1:00:00", ResultTimeout = resultTimeout },
            Tenants = new Dictionary<string, object>
            {
                [Name] = new
                {
                    OmniChat = new
                    {
                        WebhookHeaders = new Dictionary<string, string[]> { [OmniChatHeader] = [OmniChatKey] },
                        BaseUrl = $"{vendors}sandbox/omnichat",
                        Secret = "omnichat-secret",
                    },
                    Opabox = new { ApiKeys = new[] { OpaboxKey } },
                    Vtex = new
                    {
                        BaseUrl = $"{vendors}sandbox/vtex",
                        Account = Name,
                        AppKey = "app-key",
                        AppToken = "app-token",
                        AffiliateId = "MKP",
                        WebhookSecrets = new[] { VtexSecret },
                        PublicUrl = vendors,
                        CustomerEmailTemplate = "{document}@acme.example",
                        PaymentMethods = new Dictionary<string, string> { ["*"] = "creditCardPaymentGroup" },
                    },
                    BonifiQ = new { BaseUrl = $"{vendors}sandbox/bonifiq", Token = "token", Key = "key" },
                    Checker = new { Catalog = "Vtex", Deadline = "00:00:04.5" },
                },
            },
        },
    });
}
