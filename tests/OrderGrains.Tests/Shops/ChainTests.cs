using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Configuration;
using OrderGrains.Silo;

namespace OrderGrains.Tests.Shops;

/// <summary>The example of docs: a chain of three shops on two accounts, through the running hub against stand-ins that refuse what VTEX refuses.</summary>
public sealed class ChainTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_example_is_right_and_so_is_its_file()
    {
        var read = Read();
        Assert.Empty(read.Problems);
        read.Settings.Tenants["acme"].Vtex!.SkuFile = Repository.File("docs/examples/chain-skus.csv");
        Assert.Empty(SkuFileProblems.Of(read.Settings));
        Assert.Empty(SettingsWarnings.Of(read.Settings));
    }

    [Fact]
    public async Task Three_shops_on_two_accounts_with_pickups_weights_and_options()
    {
        await using var hub = await StartAsync();

        await SendAsync(hub, Order("c1", "centro", """
            [ { "id": "p1", "sku": "A300", "name": "Açaí", "price": 20, "purchased_quantity": 2,
                "options_chosen": [ { "label": "Complementos", "choices": [ { "label": "Granola", "quantity": 1, "price": 2.5 }, { "label": "Mel", "quantity": 1, "price": 1 } ] } ] },
              { "id": "queijo", "name": "Queijo", "price": 40, "purchased_quantity": 0.35 } ]
            """));
        await SendAsync(hub, Order("n1", "norte", """[ { "id": "p2", "sku": "A500", "price": 30, "purchased_quantity": 1 } ]"""));
        await SendAsync(hub, Order("s1", "sul", """[ { "id": "p1", "sku": "A300", "price": 22, "purchased_quantity": 1 } ]""", pickup: "sul-2"));
        await SendAsync(hub, Order("c2", "centro", """[ { "id": "p1", "sku": "A300", "price": 22, "purchased_quantity": 1 } ]""", pickup: "centro-patio"));

        Assert.Equal("1001 2100 x2; 2001 250 x2; 1003 200 x7", Items(hub, "c1"));
        Assert.Equal(2 * 2350 + 1400, Placed(hub, "c1")["marketplacePaymentValue"]!.GetValue<long>());
        Assert.Equal("Moto", (string?)Placed(hub, "n1")["shippingData"]!["logisticsInfo"]![0]!["selectedSla"]);
        foreach (var (id, account, affiliate, point) in ((string, string, string, string?)[])
            [("c1", "acme", "MKP", null), ("n1", "acme", "MKP", null), ("s1", "acme-sul", "SUL", "sul-2"), ("c2", "acme", "MKP", "centro-patio")])
        {
            var standing = hub.Vendors.Vtex.Standing($"OB-{id}")!;
            Assert.Equal((account, $"{affiliate}-OB-{id}", 1), (standing.Account, standing.OrderId, standing.Places));
            if (point is not null)
            {
                Assert.Equal(point, (string?)Placed(hub, id)["shippingData"]!["selectedAddresses"]![0]!["addressId"]);
            }

            var order = (await hub.OrderAsync(Some.Order(id)))!;
            Assert.Equal((true, $"{affiliate}-OB-{id}"), (order.Vtex.Approved, order.Vtex.OrderId));
            Assert.Empty(order.Attention);
            Assert.Equal(LoyaltyStanding.Completed, order.BonifiQ.Acknowledged);
        }

        Assert.Equal("vtex.acme-sul", (await hub.OrderAsync(Some.Order("s1")))!.Vtex.Target);
        var targets = (await hub.ApiAsync(HttpMethod.Get, "/api/targets")).Body!["targets"]!.AsArray().Select(target => (string?)target!["target"]);
        Assert.Empty(((string[])["vtex", "vtex.acme-sul"]).Except(targets));
    }

    [Fact]
    public async Task What_the_file_does_not_have_waits_for_a_person_and_a_paused_account_for_no_other()
    {
        await using var hub = await StartAsync();
        Assert.Equal(204, (await hub.ApiAsync(HttpMethod.Post, "/api/targets/acme/vtex.acme-sul/pause")).Status);

        await SendAsync(hub, Order("n1", "norte", """[ { "id": "p9", "sku": "NOVO", "price": 10, "purchased_quantity": 1 } ]"""));
        await SendAsync(hub, Order("n2", "norte", """[ { "id": "p1", "sku": "A300", "price": 10, "purchased_quantity": 1 } ]"""));
        await SendAsync(hub, Order("s1", "sul", """[ { "id": "p1", "sku": "A300", "price": 22, "purchased_quantity": 1 } ]"""), settles: false);
        Assert.Null(hub.Vendors.Vtex.Standing("OB-n1"));
        Assert.Null(hub.Vendors.Vtex.Standing("OB-s1"));
        Assert.Equal(1, hub.Vendors.Vtex.Standing("OB-n2")!.Places);
        var waiting = (await hub.OrderAsync(Some.Order("n1")))!;
        Assert.Equal([AttentionReason.TellShopper, AttentionReason.PlacementRefused], waiting.Attention.Select(one => one.Reason));
        Assert.Contains("does not have NOVO", waiting.Attention[1].Message, StringComparison.Ordinal);

        await File.AppendAllTextAsync(_folder["chain-skus.csv"], "NOVO;;;;1004;;;\n");
        await hub.AdvanceAsync(WatchedFiles.LookEvery);
        var request = waiting.Requests.Single(one => one.Operation == Operation.PlaceOrder).Id;
        Assert.Equal(200, (await hub.ApiAsync(HttpMethod.Post, $"/api/orders/acme/opabox/n1/requests/{request}/retry")).Status);
        Assert.Equal(204, (await hub.ApiAsync(HttpMethod.Post, "/api/targets/acme/vtex.acme-sul/resume")).Status);
        await hub.SettleAsync();

        Assert.Equal("1004 1000 x1", Items(hub, "n1"));
        Assert.Equal("acme-sul", hub.Vendors.Vtex.Standing("OB-s1")!.Account);
        Assert.Empty((await hub.OrderAsync(Some.Order("n1")))!.Attention);
    }

    private async Task<TestHub> StartAsync()
    {
        File.Copy(Repository.File("docs/examples/chain-skus.csv"), _folder["chain-skus.csv"]);
        return await TestHub.StartAsync(options =>
        {
            options.Silos = 1;
            var (chain, test) = (Read().Settings.Tenants["acme"], options.Tenant);
            (chain.Opabox, chain.Vtex!.SkuFile, chain.Vtex.PublicUrl) = (test.Opabox, _folder["chain-skus.csv"], test.Vtex!.PublicUrl);
            chain.Vtex.BaseUrl = chain.Stores["sul"].Vtex!.BaseUrl = test.Vtex.BaseUrl;
            chain.BonifiQ!.BaseUrl = test.BonifiQ!.BaseUrl;
            options.Settings.Tenants["acme"] = chain;
        });
    }

    private static async Task SendAsync(TestHub hub, JsonObject order, bool settles = true)
    {
        Assert.Equal(200, (await hub.OpaboxAsync(order)).Status);
        await (settles ? hub.SettleAsync() : hub.IdleAsync());
    }

    private static JsonObject Order(string id, string shop, string lines, string? pickup = null)
    {
        var order = Some.OpaboxWebhook(id);
        (order["company_external_id"], order["product_list"], order["purchased_products_value"], order["total_price"]) = (shop, JsonNode.Parse(lines), null, null);
        (order["delivery_fee"], order["will_delivery"]) = (0, pickup is null);
        order["delivery_address"]!["id"] = pickup;
        return order;
    }

    private static JsonObject Placed(TestHub hub, string id) => JsonSerializer.SerializeToNode(
        Assert.Single(hub.Vendors.Ledger.Read("vtex", $"OB-{id}"), entry => entry.Operation == "PlaceOrder").Body!.Value)!.AsObject();

    private static string Items(TestHub hub, string id) =>
        string.Join("; ", Placed(hub, id)["items"]!.AsArray().Select(item => $"{item!["id"]} {item["price"]} x{item["quantity"]}"));

    private static ReadSettings Read() =>
        ReadSettings.From(new ConfigurationBuilder().AddJsonFile(Repository.File("docs/examples/chain.json")).Build(), development: true);
}
