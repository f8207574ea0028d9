using System.Collections.Immutable;

namespace OrderGrains.Tests.Connectors;

/// <summary>The orders of the vendors' pages, and settings for them.</summary>
internal static class SeedOrders
{
    public static readonly OrderId OpaboxOrder = OrderId.Create("acme", Channel.Opabox, "46ad3bd0-185f-11eb-8e95-fb0cf7bfccb9");

    public static readonly OrderId ChatOrder = OrderId.Create("acme", Channel.OmniChat, "ORDER_ID");

    public static readonly DateTimeOffset PlacedAt = DateTimeOffset.FromUnixTimeMilliseconds(1603808305165);

    /// <summary>The sample of apidocs.opa4.store/webhook_orders.</summary>
    public static OrderContent OpaboxSample() => new()
    {
        StoreId = "Sucao_Dev",
        PlacedAt = PlacedAt,
        Lines =
        [
            new()
            {
                Id = "e0399e00-b1ff-11e9-84e9-dbe518c2b47c",
                Sku = "65874564",
                Name = "Açai Pequeno 300 ml",
                Quantity = 1,
                Price = 20.9m,
                ShopperPrice = 24.25m,
                Options =
                [
                    new("Complementos", "Granola", 1, 2),
                    new("Coberturas", "Morango", 1, 0),
                    new("Xaropes", "Xarope de Guaraná", 1, 1.35m),
                ],
            },
        ],
        ProductsValue = 24.25m,
        ServiceFee = 5.78m,
        Discount = new(0, DiscountMode.Absolute),
        Total = 30.03m,
        Customer = new()
        {
            Id = "ca3288c0-7e59-11ea-bf68-b17077bae641", Name = "Leandro Zanardi", Document = "28552233851", Phone = "+5511994215695",
        },
        Payment = new() { Types = ["OTHER"], Installments = 1 },
        Delivery = new() { Time = "SCHEDULED", ScheduledFor = DateTimeOffset.FromUnixTimeMilliseconds(1603792800000) },
        Address = new()
        {
            Id = "2225ead0-f205-11ea-8872-0dc41336f3ce",
            PostalCode = "13025-230",
            City = "Campinas",
            Country = "",
            Street = "Rua Américo Brasiliense",
            State = "SP",
            Number = "50",
            Neighborhood = "bairro",
        },
    };

    /// <summary>The sample of developers.omni.chat, How to implement the OrderProvisioning API.</summary>
    public static OrderContent ChatSample() => new()
    {
        StoreId = "padrao-1234",
        Lines =
        [
            new()
            {
                Id = "ID_ITEM", Sku = "987941TRE", Quantity = 5, Price = 10, SellerId = "SELLER888", IsGift = true, ShippingMethod = "PAC",
            },
        ],
        Discount = new(10, DiscountMode.Absolute),
        Delivery = new() { Method = "SEDEX", Freight = 10, Time = "1 dia útil" },
        Customer = new()
        {
            Id = "ID_CUSTOMER",
            Name = "João",
            LastName = "Medeiros",
            Document = "00055544465",
            Email = "joao@example.com",
            Phone = "+5541999999999",
            BirthDate = "2023-10-09",
            BusinessDocument = "TRED98E",
            BusinessName = "MyBussines",
            StateInscription = "PASS",
        },
        Address = new()
        {
            Recipient = "RECIPIENT_NAME",
            PostalCode = "CEP",
            Street = "STREET",
            Number = "213",
            Complement = "COMPLEMENT",
            Neighborhood = "SUBURB",
            City = "CITY",
            State = "STATE",
            Country = "COUNTRY",
        },
        Payment = new() { Types = ["CreditCard", "DebitCard", "Pix", "Boleto"] },
        Sale = new()
        {
            Coupon = "CUPOM", GiftCard = "GiftGift", Campaign = "Campaign", SalesChannel = "Instagram", SalesPerson = "John Doe", SalesPersonId = "YOUR_ID",
        },
    };

    public static OrderLine Line(string sku, decimal quantity, decimal price) => new() { Id = $"line-{sku}", Sku = sku, Quantity = quantity, Price = price };

    public static TenantSettings Tenant(Action<TenantSettings>? change = null)
    {
        var tenant = new TenantSettings
        {
            Vtex = new()
            {
                BaseUrl = "https://acme.vtexcommercestable.com.br/",
                Account = "acme",
                AppKey = "app-key",
                AppToken = "app-token",
                AffiliateId = "MKP",
                WebhookSecrets = ["hook-secret", "next-secret"],
                PublicUrl = "https://hub.example.com/",
                SalesChannel = "1",
                CustomerEmailTemplate = "{document}@acme.example",
                PaymentMethods = new() { ["*"] = "creditCardPaymentGroup" },
            },
            OmniChat = new() { Secret = "chat-secret" },
            BonifiQ = new() { Token = "loyalty-token", Key = "loyalty-key" },
        };
        change?.Invoke(tenant);
        return tenant;
    }

    public static OrderState State(OrderContent? content, OrderStatus status = OrderStatus.Placed) => OrderState.Empty with
    {
        Content = content,
        ContentVersion = 3,
        Status = status,
        StatusAt = PlacedAt.AddHours(2),
        StatusSource = "OPABOX status 7",
        FirstSeenAt = PlacedAt.AddMinutes(1),
    };

    public static Delivery Delivery(
        OrderId order, OrderState state, string target, Operation operation, string? argument = null, Step step = Step.Send, int placement = 1) =>
        new(order, state, Request(target, operation, argument, placement), step, PlacedAt.AddHours(3));

    public static OwedRequest Request(string target, Operation operation, string? argument = null, int placement = 1) => new()
    {
        Id = "0123456789abcdef", Target = target, Operation = operation, Argument = argument, Placement = placement,
    };
}
