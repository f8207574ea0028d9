using OrderGrains.Sandbox.Chat;
using OrderGrains.Sandbox.OmniChat;

namespace OrderGrains.Silo;

/// <summary>The tenant that the sandbox brings: each of its systems is the stand-in that this process serves.</summary>
internal static class SandboxTenant
{
    /// <summary>Its name.</summary>
    public const string Name = "sandbox";

    /// <summary>What OPABOX shows.</summary>
    public const string OpaboxKey = "sandbox-opabox";

    private const string ChatHeader = "x-omni-token";
    private const string ChatKey = "sandbox-omnichat";
    private const string VtexSecret = "sandbox-vtex";
    private const string OperatorKey = "sandbox-operator";

    /// <summary>What each caller sends; no secrets, since everybody can read them here.</summary>
    public const string PublicKeys = $"OPABOX x-api-key: {OpaboxKey}, OmniChat {ChatHeader}: {ChatKey}, VTEX path {VtexSecret}, operators X-Api-Key: {OperatorKey}";

    /// <summary>What the chat page needs to play with the tenant, and what there is to try.</summary>
    public static ChatPageSettings ChatPage => new(Name, ChatHeader, ChatKey, OperatorKey,
    [
        "Cupom CHAT10: 10 % a partir de R$ 100,00.",
        "Brinde: a partir de R$ 300,00.",
        "Mais de 1000 unidades: sem estoque.",
        "CEP vazio: ninguém pergunta por estoque nem frete.",
        "Retirada na loja: o OmniChat recebe o endereço da loja.",
    ]);

    /// <summary>Adds the tenant where the sandbox is on, for a command that starts no server: as if it listened where a start would.</summary>
    public static void AddFor(WebApplicationBuilder builder, SiloSettings settings)
    {
        if (settings.Sandbox.Enabled)
        {
            Add(settings, SelfAddress.Of(Server.Addresses(builder.Configuration), new("http://localhost:8080")));
        }
    }

    /// <summary>Adds the tenant, and an operator of the same name; neither key is a secret.</summary>
    /// <param name="settings">Settings that were checked.</param>
    /// <param name="self">Where this process listens, as far as that is known.</param>
    public static void Add(SiloSettings settings, Uri self)
    {
        settings.Operators.Add(new() { Name = Name, Key = OperatorKey, Role = "Operator" });
        settings.Tenants[Name] = new()
        {
            OmniChat = new()
            {
                WebhookHeaders = new(StringComparer.OrdinalIgnoreCase) { [ChatHeader] = [ChatKey] },
                Secret = "sandbox-omnichat-secret",
            },
            Opabox = new() { ApiKeys = [OpaboxKey] },
            Vtex = Vtex(),
            BonifiQ = new() { Token = "sandbox-bonifiq", Key = "sandbox-bonifiq-key" },
            Checker = new()
            {
                Catalog = "Vtex",
                Rules =
                [
                    new() { Type = "Discount", Coupon = "CHAT10", AtLeast = 100, Value = 10, Mode = "PERCENTAGE" },
                    new() { Type = "Gift", AtLeast = 300, Item = new() { ExternalId = "SANDBOX-GIFT", Name = "Kit Brinde" } },
                ],
            },
        };
        MoveTo(settings, self);
    }

    /// <summary>Points the tenant's systems to where this process listens.</summary>
    public static void MoveTo(SiloSettings settings, Uri self)
    {
        var root = self.GetLeftPart(UriPartial.Authority);
        var tenant = settings.Tenants[Name];
        tenant.OmniChat!.BaseUrl = $"{root}/sandbox/omnichat";
        tenant.Vtex!.BaseUrl = $"{root}/sandbox/vtex";
        tenant.Vtex.PublicUrl = root;
        tenant.BonifiQ!.BaseUrl = $"{root}/sandbox/bonifiq";
    }

    /// <summary>Where OmniChat's stand-in tells the tenant of status changes.</summary>
    public static OmniChatNotifications Notifications(Uri self) =>
        new(new(self, $"/hooks/{Name}/omnichat/status-change"), ChatHeader, ChatKey);

    /// <summary>Where VTEX's stand-in tells the tenant of orders.</summary>
    public static Uri OrderHook(Uri self) => new(self, $"/hooks/{Name}/vtex/{VtexSecret}/order-hook");

    private static VtexSettings Vtex() => new()
    {
        Account = Name,
        AppKey = "sandbox-app-key",
        AppToken = "sandbox-app-token",
        AffiliateId = "MKP",
        WebhookSecrets = [VtexSecret],
        PriceDivergenceAllowanceRate = 1,
        CustomerEmailTemplate = "{document}@sandbox.example",
        Fulfillment = new()
        {
            PickupPoint = new()
            {
                Id = "sandbox-store",
                AccountName = Name,
                Address = new()
                {
                    PostalCode = "13024-000",
                    Street = "Avenida Norte-Sul",
                    Number = "100",
                    Neighborhood = "Cambuí",
                    City = "Campinas",
                    State = "SP",
                    Country = "BRA",
                },
                Latitude = -22.8949,
                Longitude = -47.0512,
            },
        },
        PaymentMethods = new(StringComparer.Ordinal)
        {
            ["*"] = "creditCardPaymentGroup",
            ["CreditCard"] = "creditCardPaymentGroup",
            ["DebitCard"] = "debitCardPaymentGroup",
            ["Pix"] = "instantPaymentPaymentGroup",
            ["Boleto"] = "bankInvoicePaymentGroup",
        },
    };
}
