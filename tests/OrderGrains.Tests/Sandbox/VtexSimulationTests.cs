using System.Text.Json;

namespace OrderGrains.Tests.Sandbox;

public class VtexSimulationTests
{
    [Fact]
    public async Task Each_item_has_its_price_availability_and_ways_to_deliver()
    {
        var body = await SimulateAsync(["987941TRE", "1001", "SANDBOX-NO-STOCK", "SANDBOX-NO-DELIVERY"], "80000-000");
        var items = body.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(["available", "available", "withoutStock", "cannotBeDelivered"], items.Select(item => Text(item, "availability")));
        Assert.Equal([1_000L, 2_090L], items.Take(2).Select(item => item.GetProperty("price").GetInt64()));
        Assert.Equal(2_000L, items[0].GetProperty("priceDefinition").GetProperty("total").GetInt64());
        var lines = body.GetProperty("logisticsInfo").EnumerateArray().ToList();
        Assert.Equal([4, 4, 0, 0], lines.Select(line => line.GetProperty("slas").GetArrayLength()));
        var sla = lines[0].GetProperty("slas")[0];
        Assert.Equal(("PAC", 500L, "3bd"), (Text(sla, "id"), sla.GetProperty("price").GetInt64(), Text(sla, "shippingEstimate")));
        Assert.True(sla.TryGetProperty("lockTTL", out _));
    }

    [Fact]
    public async Task A_missing_sku_is_left_out_and_the_others_keep_their_request_index()
    {
        var body = await SimulateAsync(["SANDBOX-MISSING", "1001"], "80000000");
        var item = Assert.Single(body.GetProperty("items").EnumerateArray());
        Assert.Equal(("1001", 1), (Text(item, "id"), item.GetProperty("requestIndex").GetInt32()));
        Assert.Equal(0, body.GetProperty("logisticsInfo")[0].GetProperty("itemIndex").GetInt32());
        Assert.Equal("ORD027", Text(body.GetProperty("messages")[0], "code"));
    }

    [Fact]
    public async Task Without_a_postal_code_nothing_is_delivered()
    {
        var body = await SimulateAsync(["1001"], null);
        Assert.Equal(0, body.GetProperty("logisticsInfo")[0].GetProperty("slas").GetArrayLength());
        Assert.Equal("available", Text(body.GetProperty("items")[0], "availability"));
    }

    [Theory]
    [InlineData("""{"items":[{"id":"1001","quantity":0}]}""", "CHK0023")]
    [InlineData("""{"items":[{"quantity":1}]}""", "CHK0022")]
    [InlineData("""{"items":[],"postalCode":"CEP"}""", "CHK0040")]
    public async Task An_impossible_question_is_refused(string question, string code)
    {
        await using var sandbox = await SandboxHost.StartAsync();
        var reply = await sandbox.SendAsync(HttpMethod.Post, "/vtex/api/checkout/pub/orderForms/simulation", question);
        Assert.Equal((400, code), (reply.Status, Text(reply.Body.GetProperty("error"), "code")));
    }

    private static async Task<JsonElement> SimulateAsync(string[] skus, string? postalCode)
    {
        await using var sandbox = await SandboxHost.StartAsync();
        var reply = await sandbox.SendAsync(HttpMethod.Post, "/vtex/api/checkout/pub/orderForms/simulation?sc=1", new
        {
            items = skus.Select(id => new { id, quantity = 2, seller = "1" }),
            country = "BRA",
            postalCode,
        });
        Assert.Equal(200, reply.Status);
        Assert.Equal("vtex-simulation", Assert.Single(sandbox.Vendors.Ledger.Read()).Target);
        return reply.Body;
    }

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();
}
