using System.Net;
using System.Text.Json.Nodes;

namespace OrderGrains.EngineTests.EndToEnd;

[Collection(EndToEndTests.Name)]
public sealed class OmniChatOrderTests(RunningHub hub) : IDisposable
{
    private const string Order = $"omnichat/{Sample.OmniChatId}";

    [Fact]
    public async Task The_provisioning_sample_is_placed_told_to_the_chat_and_approved_when_paid()
    {
        await hub.AcceptsAsync(() => hub.OmniChatAsync("order-provisioning", Sample.Provisioning()));
        await hub.VendorsAsync(vendors => vendors.Standing.OmniChat.Standing(Sample.OmniChatId) is not null, "OmniChat is told");
        VtexWasAskedToPlaceTheSample();
        var told = hub.Vendors.Standing.OmniChat.Standing(Sample.OmniChatId)!;
        Assert.Equal(("ORDER_GATEWAY_PROVISIONED", $"MKP-OC-{Sample.OmniChatId}"), (Assert.Single(told.Statuses), told.OrderGwId));

        await hub.AcceptsAsync(() => hub.OmniChatAsync("status-change", Status("PAID", Sample.OmniChatId)));
        var paid = await hub.OrderAsync(Order, order => order.Vtex == "Approved" && order.Settled, "VTEX approves");
        Assert.Equal(("Paid", $"MKP-OC-{Sample.OmniChatId}"), (paid.Status, paid.VtexOrderId));
        var standing = hub.Vendors.Standing.Vtex.Standing($"OC-{Sample.OmniChatId}")!;
        Assert.Equal((1, 0, 1), (standing.Places, standing.Repeats, standing.Approvals));
    }

    [Fact]
    public async Task The_echo_of_what_the_chat_was_told_changes_nothing()
    {
        hub.Vendors.Hold(Vendors.OmniChatHook);
        await hub.AcceptsAsync(() => hub.OmniChatAsync("order-provisioning", Provisioning("echoed")));
        var before = await hub.OrderAsync(
            "omnichat/echoed", order => order.Settled && order.Request("ChangeStatus") == "Done", "OmniChat is told");
        hub.Vendors.Release();
        await hub.VendorsAsync(vendors => vendors.Told.Any(IsEcho), "OmniChat echoes");

        var after = (await hub.OrderAsync("omnichat/echoed"))!;
        Assert.Equal(("Integrated", before.Version), (after.Vtex, after.Version));
        Assert.Equal(before.ToString(), after.ToString());
    }

    [Fact]
    public async Task A_cart_is_answered_from_its_first_call_on()
    {
        using var created = await hub.OmniChatAsync("order-checker", Sample.Json("""{"objectId":"cart","status":"CREATING"}"""));
        Assert.Equal((HttpStatusCode.OK, "[]"), (created.StatusCode, await created.Content.ReadAsStringAsync()));

        using var edited = await hub.OmniChatAsync("order-checker", Cart(postalCode: null));
        Assert.Equal((HttpStatusCode.OK, "[]"), (edited.StatusCode, await edited.Content.ReadAsStringAsync()));

        // The catalog has 4.5 s, which a busy machine may take once.
        await Within.Until(AddressedCartAsync, OffersDelivery, "the catalog's answer", () => hub.Silo.Output);
        Assert.Equal("Draft", (await hub.OrderAsync("omnichat/cart"))!.Status);
    }

    public void Dispose() => hub.Vendors.Recover();

    private void VtexWasAskedToPlaceTheSample()
    {
        var place = Assert.Single(hub.Vendors.Standing.Ledger.Read("vtex", $"OC-{Sample.OmniChatId}")).Body!.Value;
        var item = Assert.Single(place.GetProperty("items").EnumerateArray());
        Assert.Equal(
            (5, 800, 1000, 5000),
            (item.GetProperty("quantity").GetInt32(), item.GetProperty("price").GetInt64(),
                place.GetProperty("shippingData").GetProperty("logisticsInfo")[0].GetProperty("price").GetInt64(),
                place.GetProperty("marketplacePaymentValue").GetInt64()));
    }

    private async Task<JsonArray> AddressedCartAsync()
    {
        using var answer = await hub.OmniChatAsync("order-checker", Cart("13025-230"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!.AsArray();
    }

    private static bool OffersDelivery(JsonArray actions) =>
        actions.Any(action => action!["component"]!.ToString() == "ITEM" && action["shippingOptions"] is JsonArray { Count: > 0 });

    private static bool IsEcho(Told told) =>
        told.Path.EndsWith(Vendors.OmniChatHook, StringComparison.Ordinal) && told.Answer.Contains("echoed", StringComparison.Ordinal);

    private static byte[] Provisioning(string id)
    {
        var order = JsonNode.Parse(Sample.Provisioning())!;
        order["objectId"] = id;
        return Sample.Json(order.ToJsonString());
    }

    private static byte[] Cart(string? postalCode)
    {
        var cart = JsonNode.Parse(Sample.Bytes("omnichat-order-checker.json"))!;
        cart["objectId"] = "cart";
        cart["shippingAddress"]!["zip"] = postalCode ?? cart["shippingAddress"]!["zip"]!.ToString();
        return Sample.Json(cart.ToJsonString());
    }

    private static byte[] Status(string status, string order) => Sample.Json(
        $$$"""{"order":{"objectId":"{{{order}}}","status":"{{{status}}}"},"statusChange":{"status":"{{{status}}}","responsible":"OmniChat"}}""");
}
