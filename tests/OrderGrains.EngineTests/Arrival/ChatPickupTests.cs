using System.Text.Json.Nodes;

namespace OrderGrains.EngineTests.Arrival;

/// <summary>A chat order from its cart to its pickup point, through gateway, engine, connectors and the vendors' stand-ins.</summary>
public sealed class ChatPickupTests
{
    [Fact]
    public async Task A_pickup_chosen_in_the_chat_is_placed_as_one_and_OmniChat_learns_the_address()
    {
        await using var hub = await TestHub.StartAsync(WithPickup);
        await ChatAsync(hub, "order-checker", Pickup("omnichat-order-checker.json"));
        await hub.IdleAsync(); // What was answered is recorded after the answer.
        await ChatAsync(hub, "order-provisioning", Pickup("omnichat-provisioning.json"));
        await hub.SettleAsync();

        var shipping = Placed(hub).GetProperty("shippingData");
        Assert.Equal("pickup-in-point", shipping.GetProperty("logisticsInfo")[0].GetProperty("selectedDeliveryChannel").GetString());
        Assert.Equal("store-1", shipping.GetProperty("selectedAddresses")[0].GetProperty("addressId").GetString());

        var told = hub.Vendors.OmniChat.Standing("ORDER_ID")!;
        Assert.Equal(["UpdateCheckoutData", "StatusChange"], hub.Vendors.Ledger.Read("omnichat").Select(entry => entry.Operation));
        Assert.Equal(("ORDER_GATEWAY_PROVISIONED", 1), (Assert.Single(told.Statuses), told.CheckoutUpdates));
        Assert.Equal("13024-000", told.Checkout!.Value.GetProperty("selectedShippingAddress").GetProperty("zip").GetString());
        Assert.False(told.Checkout.Value.TryGetProperty("discount", out _));

        // OmniChat tells the payment, with the address that it has from us.
        var paid = Pickup("omnichat-provisioning.json");
        paid["shippingAddress"] = JsonNode.Parse(told.Checkout.Value.GetProperty("selectedShippingAddress").GetRawText());
        await ChatAsync(hub, "status-change", new JsonObject
        {
            ["order"] = paid, ["statusChange"] = new JsonObject { ["status"] = "PAID", ["responsible"] = "gateway" },
        });
        await hub.SettleAsync();
        var (_, seen) = await hub.ApiAsync(HttpMethod.Get, "/api/orders/acme/omnichat/ORDER_ID");
        Assert.Equal(("Paid", "Approved", null), ((string?)seen!["status"], (string?)seen["vtex"]!["state"], (string?)seen["attention"]?["reason"]));
        Assert.Equal(1, hub.Vendors.OmniChat.Standing("ORDER_ID")!.CheckoutUpdates);
    }

    [Fact]
    public async Task The_cancellation_hook_in_both_shapes_and_CANCELLED_are_one_fact_in_any_order()
    {
        int[][] sequences = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
        await using var hub = await TestHub.StartAsync(WithPickup);
        foreach (var sequence in sequences)
        {
            var id = $"order-{string.Concat(sequence)}";
            var order = Pickup("omnichat-provisioning.json");
            order["objectId"] = id;
            (string Hook, JsonObject Body)[] news =
            [
                ("cancellation", order),
                ("cancellation", Change(order, "CANCELLED")),
                ("status-change", Change(order, "CANCELLED")),
            ];
            await ChatAsync(hub, "order-provisioning", order);
            await hub.SettleAsync();
            Assert.Equal("accepted", await ChatAsync(hub, "status-change", Change(order, "PAID")));
            await hub.SettleAsync();
            var outcomes = new List<string?>();
            foreach (var one in sequence)
            {
                outcomes.Add(await ChatAsync(hub, news[one].Hook, news[one].Body));
                await hub.SettleAsync();
            }

            Assert.Equal("accepted", outcomes[0]);
            Assert.All(outcomes.Skip(1), outcome => Assert.Contains(outcome, (string[])["repeated", "stale"]));
            Assert.Equal("canceled", hub.Vendors.Vtex.Standing($"OC-{id}")!.Status);
            Assert.Single(hub.Vendors.Ledger.Read("vtex", id), entry => entry.Operation == "CancelOrder");
            Assert.Equal(["ORDER_GATEWAY_PROVISIONED"], hub.Vendors.OmniChat.Standing(id)!.Statuses);
            var (_, seen) = await hub.ApiAsync(HttpMethod.Get, $"/api/orders/acme/omnichat/{id}");
            Assert.Equal(("Cancelled", "Cancelled", "Cancelled"), ((string?)seen!["status"], (string?)seen["vtex"]!["state"], (string?)seen["bonifiq"]!["state"]));
            Assert.Equal(2, hub.Vendors.Ledger.Read("bonifiq", id).Count); // Pending once, cancelled once.
        }
    }

    private static JsonObject Change(JsonNode order, string status) => new()
    {
        ["order"] = order.DeepClone(), ["statusChange"] = new JsonObject { ["status"] = status, ["responsible"] = "salesperson" },
    };

    private static void WithPickup(TestHubOptions options)
    {
        options.Tenant.Checker = new() { Catalog = "Vtex" };
        options.Tenant.Vtex!.Fulfillment = new()
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

    /// <summary>OmniChat's sample with a CEP, and the sandbox's pickup as its line's method.</summary>
    private static JsonObject Pickup(string name)
    {
        var order = Sample.Object(name);
        order["shippingAddress"]!["zip"] = "13025-230";
        order["items"]![0]!["shippingMethod"] = "Retirada";
        return order;
    }

    private static System.Text.Json.JsonElement Placed(TestHub hub) =>
        Assert.Single(hub.Vendors.Ledger.Read("vtex"), entry => entry.Operation == "PlaceOrder").Body!.Value;

    private static async Task<string?> ChatAsync(TestHub hub, string hook, JsonNode body)
    {
        var answer = await hub.OmniChatAsync(hook, body);
        Assert.True(hook == "order-checker" || answer.Status == 200, $"{answer}");
        return answer.Outcome;
    }
}
