using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using OrderGrains.Connectors;
using OrderGrains.Gateway.Json;
using OrderGrains.Gateway.Webhooks;
using OrderGrains.Gateway.Webhooks.OmniChat;
using OrderGrains.Gateway.Webhooks.Opabox;
using OrderGrains.Tests.Connectors;
using OrderGrains.Tests.Orders;

namespace OrderGrains.Tests.Vtex;

/// <summary>One scenario: its fixtures, what the settings say, and how the order stands in the end.</summary>
/// <param name="Name">Its folder, which begins with its number.</param>
/// <param name="After">Status, VTEX's last code, VTEX's id of the order, the franchise's, and the placement's and approval's states.</param>
internal sealed record VtexScenario(string Name, string After)
{
    /// <summary>All twelve.</summary>
    public static readonly VtexScenario[] All =
    [
        new("01-pending-payment", Integrated("MKP-OB-123456789")),
        new("02-approved-payment", "Paid SOI002 MKP-OB-123456789 none place Done approve Done"),
        new("03-interest", Integrated("MKP-OB-123456789")) { Change = tenant => tenant.Vtex!.ServiceFee = "AsInterest" },
        new("04-discount", Integrated("MKP-OC-123456789")) { Change = tenant => tenant.Vtex!.Fulfillment.Sla = "Normal" },
        new("05-seller", Integrated("MKP-OB-123456789")) { Change = tenant => tenant.Vtex!.Fulfillment.Sla = "Expresso" },
        new("06-franchise", "Placed SOI001 MKP-OB-123456789-01 MKT-MKP-OB-123456789-01 place Done approve none")
        {
            Change = tenant => tenant.Vtex!.Fulfillment = new() { Sla = "Expresso", AllowFranchises = true },
        },
        new("07-seller-stock", Integrated("MKP-OC-123456789"))
        {
            Change = tenant => tenant.Vtex!.Fulfillment = new() { Mode = "MarketplaceSellerStock" },
        },
        new("08-own-stock", Integrated("MKP-OC-123456789"))
        {
            Change = tenant => tenant.Vtex!.Fulfillment = new() { Mode = "MarketplaceOwnStock", WarehouseId = "wh-1" },
        },
        new("09-pickup", Integrated("MKP-OB-123456789"))
        {
            // The shopper's choice (will_delivery false) wins over a mode in which the marketplace delivers.
            Change = tenant => tenant.Vtex!.Fulfillment = new() { Mode = "MarketplaceSellerStock", PickupPoint = Point(null) },
        },
        new("10-franchise-pickup", "Placed SOI001 MKP-OC-123456789-01 MKT-MKP-OC-123456789-01 place Done approve none")
        {
            Change = tenant => tenant.Stores["padrao-1234"] = new()
            {
                Fulfillment = new() { Mode = "PickupPoint", AllowFranchises = true, PickupPoint = Point("franchise1") },
            },
        },
        new("11-taxes", "Paid SOI001 MKP-OB-123456789 none place Done approve AwaitingResult") { Additions = new() { Taxes = [new("65874564", 1.50m)] } },
        new("12-tracking-hints", "Paid SOI001 MKP-OB-123456789 none place Done approve AwaitingResult")
        {
            Additions = new() { TrackingHints = [new("BR123", "Correios", "https://rastreio.example/BR123", "label-1")] },
        },
    ];

    /// <summary>What the tenant's settings say.</summary>
    public Action<TenantSettings>? Change { get; init; }

    /// <summary>What no webhook tells and an operator says with the payment (scenarios 11 and 12).</summary>
    public Additions? Additions { get; init; }

    public OrderGrainsSettings Settings => new() { Tenants = { ["acme"] = Tenant } };

    public TenantSettings Tenant => SeedOrders.Tenant(tenant => Change?.Invoke(tenant));

    public static VtexScenario Named(string name) => All.Single(scenario => scenario.Name == name);

    /// <summary>The webhook in the order's words, as the gateway translates it.</summary>
    public (OrderId Order, Command Command) Translate()
    {
        var raw = Fixture("webhook");
        using var json = JsonBody.Parse(raw, out _)!;
        var opabox = Fields.Of(json.Root, new()).Value("product_list").Kind == JsonValueKind.Array;
        var webhook = new Webhook("acme", Tenant, opabox ? "opabox/orders" : "omnichat/order-provisioning", raw, json.Root);
        var translation = opabox ? OpaboxOrder.Translate(webhook) : OmniChatMessage.Provisioning(webhook);
        Assert.Null(translation.Fault);
        return (translation.Order!, translation.Command!);
    }

    /// <summary>The body that the placement goes out with.</summary>
    public VtexOrder Map()
    {
        var (order, command) = Translate();
        var content = command is ReportOpaboxStatus report ? report.Content! : ((AskProvisioning)command).Content;
        return VtexOrderMapper.Map(new() { Order = order, Content = content, Tenant = Tenant, Additions = Additions ?? new() });
    }

    /// <summary>The page's notifications; its order 123456789 is ours.</summary>
    public IEnumerable<byte[]> Notifications(string marketplaceOrderId) =>
        JsonNode.Parse(Encoding.UTF8.GetString(Fixture("notifications")).Replace("123456789", marketplaceOrderId))!.AsArray()
            .Select(notification => Encoding.UTF8.GetBytes(notification!.ToJsonString()));

    /// <summary>How an order stands, as <see cref="After"/> says it.</summary>
    public static string Standing(Scenario story)
    {
        var vtex = story.State.Vtex;
        var approve = story.State.Latest(Operation.ApproveOrder)?.State.ToString() ?? "none";
        return $"{story.State.Status} {vtex.LastCode} {vtex.OrderId} {vtex.FranchiseOrderId ?? "none"} "
            + $"place {story.Request(Operation.PlaceOrder).State} approve {approve}";
    }

    private static string Integrated(string orderId) => $"Placed SOI001 {orderId} none place Done approve none";

    private static PickupPointSettings Point(string? account) => new()
    {
        Id = "point-1",
        AccountName = account,
        Latitude = -22.9,
        Longitude = -47.06,
        Address = new() { PostalCode = "13010-000", Street = "Rua Treze", Number = "1", Neighborhood = "Centro", City = "Campinas", State = "SP" },
    };

    public byte[] Fixture(string file) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Vtex", "Scenarios", Name, $"{file}.json"));
}
