using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace OrderGrains.EngineTests.Arrival;

/// <summary>A chat order from its cart to its pickup point, through gateway, engine, connectors and the vendors' stand-ins.</summary>
public sealed class ChatPickupTests
{
    private static readonly OrderId Order = OrderId.Create(ClockedHub.Tenant, Channel.OmniChat, "ORDER_ID");

    [Fact]
    public async Task A_pickup_chosen_in_the_chat_is_placed_as_one_and_OmniChat_learns_the_address()
    {
        await using var hub = await ClockedHub.StartAsync(WithChat);
        await ChatAsync(hub, "order-checker", Sample("omnichat-order-checker.json"));
        await hub.IdleAsync(); // What was answered is recorded after the answer.
        await ChatAsync(hub, "order-provisioning", Sample("omnichat-provisioning.json"));
        await hub.SettleAsync([Order]);

        var shipping = Placed(hub).GetProperty("shippingData");
        Assert.Equal("pickup-in-point", shipping.GetProperty("logisticsInfo")[0].GetProperty("selectedDeliveryChannel").GetString());
        Assert.Equal("store-1", shipping.GetProperty("selectedAddresses")[0].GetProperty("addressId").GetString());

        var told = hub.Vendors.OmniChat.Standing("ORDER_ID")!;
        Assert.Equal(["UpdateCheckoutData", "StatusChange"], hub.Vendors.Ledger.Read("omnichat").Select(entry => entry.Operation));
        Assert.Equal(("ORDER_GATEWAY_PROVISIONED", 1), (Assert.Single(told.Statuses), told.CheckoutUpdates));
        Assert.Equal("13024-000", told.Checkout!.Value.GetProperty("selectedShippingAddress").GetProperty("zip").GetString());
        Assert.False(told.Checkout.Value.TryGetProperty("discount", out _));

        // OmniChat tells the payment, with the address that it has from us.
        var paid = Sample("omnichat-provisioning.json");
        paid["shippingAddress"] = JsonNode.Parse(told.Checkout.Value.GetProperty("selectedShippingAddress").GetRawText());
        await ChatAsync(hub, "status-change", new JsonObject
        {
            ["order"] = paid, ["statusChange"] = new JsonObject { ["status"] = "PAID", ["responsible"] = "gateway" },
        });
        await hub.SettleAsync([Order]);
        var (_, seen) = await hub.ApiAsync(HttpMethod.Get, "/api/orders/acme/omnichat/ORDER_ID");
        Assert.Equal(("Paid", "Approved", null), ((string?)seen!["status"], (string?)seen["vtex"]!["state"], (string?)seen["attention"]?["reason"]));
        Assert.Equal(1, hub.Vendors.OmniChat.Standing("ORDER_ID")!.CheckoutUpdates);
    }

    [Fact]
    public async Task The_cancellation_hook_in_both_shapes_and_CANCELLED_are_one_fact_in_any_order()
    {
        var order = Sample("omnichat-provisioning.json");
        (string Hook, JsonObject Body)[] news =
        [
            ("cancellation", order),
            ("cancellation", Change(order, "CANCELLED")),
            ("status-change", Change(order, "CANCELLED")),
        ];
        int[][] sequences = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
        foreach (var sequence in sequences)
        {
            await using var hub = await ClockedHub.StartAsync(WithChat);
            await ChatAsync(hub, "order-provisioning", order);
            await hub.SettleAsync([Order]);
            Assert.Equal("accepted", await ChatAsync(hub, "status-change", Change(order, "PAID")));
            await hub.SettleAsync([Order]);
            var outcomes = new List<string?>();
            foreach (var one in sequence)
            {
                outcomes.Add(await ChatAsync(hub, news[one].Hook, news[one].Body));
                await hub.SettleAsync([Order]);
            }

            Assert.Equal("accepted", outcomes[0]);
            Assert.All(outcomes.Skip(1), outcome => Assert.Contains(outcome, (string[])["repeated", "stale"]));
            Assert.Equal("canceled", hub.Vendors.Vtex.Standing("OC-ORDER_ID")!.Status);
            Assert.Equal(1, hub.Vendors.Ledger.Read("vtex").Count(entry => entry.Operation == "CancelOrder"));
            Assert.Equal(["ORDER_GATEWAY_PROVISIONED"], hub.Vendors.OmniChat.Standing("ORDER_ID")!.Statuses);
            var (_, seen) = await hub.ApiAsync(HttpMethod.Get, "/api/orders/acme/omnichat/ORDER_ID");
            Assert.Equal(("Cancelled", "Cancelled", "Cancelled"), ((string?)seen!["status"], (string?)seen["vtex"]!["state"], (string?)seen["bonifiq"]!["state"]));
            Assert.Equal(2, hub.Vendors.Ledger.Read("bonifiq").Count); // Pending once, cancelled once.
        }
    }

    private static JsonObject Change(JsonNode order, string status) => new()
    {
        ["order"] = order.DeepClone(), ["statusChange"] = new JsonObject { ["status"] = status, ["responsible"] = "salesperson" },
    };

    private static void WithChat(TenantSettings tenant)
    {
        tenant.OmniChat!.WebhookHeaders = new() { ["x-omni-token"] = ["chat-key"] };
        tenant.Checker = new() { Catalog = "Vtex" };
        tenant.Vtex!.Fulfillment = new()
        {
            PickupPoint = new()
            {
                Id = "store-1",
                Address = new() { PostalCode = "13024-000", Street = "Avenida Norte-Sul", Number = "100", Neighborhood = "Cambuí", City = "Campinas", State = "SP" },
                Latitude = -22.8949,
                Longitude = -47.0512,
            },
        };
    }

    /// <summary>The seed's sample with a CEP, and the sandbox's pickup as its line's method.</summary>
    private static JsonObject Sample(string name)
    {
        var order = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Samples", name)))!.AsObject();
        order["shippingAddress"]!["zip"] = "13025-230";
        order["items"]![0]!["shippingMethod"] = "Retirada";
        return order;
    }

    private static System.Text.Json.JsonElement Placed(ClockedHub hub) =>
        Assert.Single(hub.Vendors.Ledger.Read("vtex"), entry => entry.Operation == "PlaceOrder").Body!.Value;

    private static async Task<string?> ChatAsync(ClockedHub hub, string hook, JsonNode body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/hooks/acme/omnichat/{hook}") { Content = JsonContent.Create(body) };
        request.Headers.Add("x-omni-token", "chat-key");
        using var response = await hub.Http.SendAsync(request);
        var answer = JsonNode.Parse(await response.Content.ReadAsStringAsync());
        Assert.True(hook == "order-checker" || response.IsSuccessStatusCode, $"{response.StatusCode}: {answer}");
        return answer is JsonObject ? (string?)answer["outcome"] : null;
    }
}
