using System.Text.Json;
using System.Text.Json.Nodes;

namespace OrderGrains.Tests.Sandbox;

public class VtexOrderTests
{
    [Fact]
    public async Task A_new_order_is_enqueued_in_the_seeds_shape_and_then_integrated()
    {
        await using var sandbox = await SandboxHost.StartAsync();
        var reply = await sandbox.PlaceAsync(Bodies.Placement());
        Assert.Equal(200, reply.Status);
        Assert.Equal(
            """{"marketplaceOrderId":null,"accountName":"acme","code":"SOI003","flow":"PlaceOrder","success":true,"operationId":null,"errors":null,"fields":null,"message":"Order successfully enqueued"}""",
            reply.Body.GetRawText());

        var told = await sandbox.NextNotificationAsync("SOI001");
        Assert.Equal($"{Bodies.ConnectorEndpoint}/order-integration/notification/processing-result?an=acme", told.Url.AbsoluteUri);
        Assert.Equal("SOI001", told.Code);
        Assert.Equal("OB-1", told.Body.GetProperty("marketplaceOrderId").GetString());
        Assert.Equal("""{"mainOrderId":"MKP-OB-1","franchiseOrderId":null}""", told.Body.GetProperty("fields").GetRawText());
        Assert.Equal("Order integrated successfully", told.Body.GetProperty("message").GetString());
        Assert.True(Guid.TryParse(told.OperationId, out _));
        Assert.Equal("waiting-ffmt-authorization", await StatusAsync(sandbox, "MKP-OB-1"));
    }

    [Fact]
    public async Task An_approved_order_is_integrated_and_approved_under_one_operation()
    {
        await using var sandbox = await SandboxHost.StartAsync();
        await sandbox.PlaceAsync(Bodies.Placement(status: "approved"));
        var integrated = await sandbox.NextNotificationAsync("SOI001");
        var approved = await sandbox.NextNotificationAsync("SOI002");
        Assert.Equal(("SOI001", "SOI002"), (integrated.Code, approved.Code));
        Assert.Equal("ApproveOrder", approved.Body.GetProperty("flow").GetString());
        Assert.Equal(integrated.OperationId, approved.OperationId);
        Assert.Equal("ready-for-handling", await StatusAsync(sandbox, "MKP-OB-1"));
        Assert.Equal(1, sandbox.Vendors.Vtex.Standing("OB-1")!.Approvals);
    }

    [Fact]
    public async Task With_franchises_the_ids_have_the_seeds_suffix()
    {
        await using var sandbox = await SandboxHost.StartAsync();
        await sandbox.PlaceAsync(With(Bodies.Placement(), order => order["allowFranchises"] = true));
        var told = await sandbox.NextNotificationAsync("SOI001");
        Assert.Equal("""{"mainOrderId":"MKP-OB-1-01","franchiseOrderId":"MKT-MKP-OB-1-01"}""", told.Body.GetProperty("fields").GetRawText());
        Assert.NotNull(await StatusAsync(sandbox, "MKP-OB-1-01"));
        Assert.Null(await StatusAsync(sandbox, "MKP-OB-1"));
    }

    [Fact]
    public async Task A_repeated_placing_is_a_duplicate_and_never_a_second_order()
    {
        await using var sandbox = await SandboxHost.StartAsync();
        await sandbox.PlaceAsync(Bodies.Placement());
        Assert.Equal("SOI003", (await sandbox.PlaceAsync(Bodies.Placement())).Body.GetProperty("code").GetString());
        Assert.Equal("SOI001", (await sandbox.NextNotificationAsync("the first")).Code);
        Assert.Equal("EOI007", (await sandbox.Hub.NextAsync("the second")).Code);
        var standing = sandbox.Vendors.Vtex.Standing("OB-1")!;
        Assert.Equal((1, 1), (standing.Places, standing.Repeats));
    }

    [Fact]
    public async Task Placed_by_many_at_once_there_is_one_order()
    {
        await using var sandbox = await SandboxHost.StartAsync();
        await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => sandbox.PlaceAsync(Bodies.Placement())));
        var standing = Assert.Single(sandbox.Vendors.Vtex.Standings());
        Assert.Equal((1, 31), (standing.Places, standing.Repeats));
    }

    [Fact]
    public async Task An_order_is_not_visible_before_it_is_integrated()
    {
        await using var sandbox = await SandboxHost.StartAsync();
        await sandbox.PlaceAsync(Bodies.Placement());
        Assert.Null(await StatusAsync(sandbox, "MKP-OB-1"));
        await sandbox.ApproveAsync("OB-1");
        await sandbox.NextNotificationAsync("SOI001");
        Assert.Equal("EOI008", (await sandbox.Hub.NextAsync("the approval")).Code);
    }

    [Fact]
    public async Task Approving_counts_once_and_answers_SOI002_each_time()
    {
        await using var sandbox = await SandboxHost.StartAsync();
        await sandbox.PlaceAsync(Bodies.Placement());
        await sandbox.NextNotificationAsync("SOI001");
        for (var time = 0; time < 2; time++)
        {
            Assert.Equal("SOI003", (await sandbox.ApproveAsync("OB-1")).Body.GetProperty("code").GetString());
            Assert.Equal("SOI002", (await sandbox.NextNotificationAsync("SOI002")).Code);
        }

        Assert.Equal(1, sandbox.Vendors.Vtex.Standing("OB-1")!.Approvals);
    }

    [Fact]
    public async Task Approving_what_is_unknown_or_canceled_is_refused()
    {
        await using var sandbox = await SandboxHost.StartAsync();
        await sandbox.ApproveAsync("OB-9");
        Assert.Equal("EOI008", (await sandbox.NextNotificationAsync("unknown")).Code);
        await sandbox.PlaceAsync(Bodies.Placement());
        await sandbox.NextNotificationAsync("SOI001");
        await sandbox.SendAsync(HttpMethod.Post, "/vtex/api/oms/pvt/orders/MKP-OB-1/cancel", new { reason = "test" });
        await sandbox.ApproveAsync("OB-1");
        Assert.Equal("EOI009", (await sandbox.NextNotificationAsync("canceled")).Code);
    }

    [Fact]
    public async Task A_cancel_gives_the_same_receipt_each_time()
    {
        await using var sandbox = await SandboxHost.StartAsync(options => options.VtexCancelTakes = TimeSpan.FromMinutes(1));
        await sandbox.PlaceAsync(Bodies.Placement());
        await sandbox.NextNotificationAsync("SOI001");
        var first = await sandbox.SendAsync(HttpMethod.Post, "/vtex/api/oms/pvt/orders/MKP-OB-1/cancel", new { reason = "test" });
        Assert.Equal("MKP-OB-1", first.Body.GetProperty("orderId").GetString());
        Assert.Equal("cancellation-requested", await StatusAsync(sandbox, "MKP-OB-1"));
        sandbox.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("canceled", await StatusAsync(sandbox, "MKP-OB-1"));
        var again = await sandbox.SendAsync(HttpMethod.Post, "/vtex/api/oms/pvt/orders/MKP-OB-1/cancel", new { reason = "test" });
        Assert.Equal(first.Body.GetProperty("receipt").GetString(), again.Body.GetProperty("receipt").GetString());
        Assert.Equal(1, sandbox.Vendors.Vtex.Standing("OB-1")!.Cancels);
    }

    [Fact]
    public async Task An_invoiced_order_is_not_canceled()
    {
        await using var sandbox = await SandboxHost.StartAsync();
        await sandbox.PlaceAsync(Bodies.Placement(status: "approved"));
        await sandbox.NextNotificationAsync("SOI001");
        Assert.Equal(409, (await sandbox.SendAsync(HttpMethod.Post, "/vtex/orders/OB-1/advance", new { to = "delivered" })).Status);
        foreach (var to in new[] { "handling", "invoiced", "delivered" })
        {
            Assert.Equal(200, (await sandbox.SendAsync(HttpMethod.Post, "/vtex/orders/OB-1/advance", new { to })).Status);
        }

        Assert.Equal(400, (await sandbox.SendAsync(HttpMethod.Post, "/vtex/api/oms/pvt/orders/MKP-OB-1/cancel")).Status);
        Assert.Equal("invoiced", await StatusAsync(sandbox, "MKP-OB-1"));
        Assert.True(sandbox.Vendors.Vtex.Standing("OB-1")!.Delivered);
    }

    [Theory]
    [InlineData("SANDBOX-NO-STOCK", "EOI002")]
    [InlineData("SANDBOX-MISSING", "EOI004")]
    [InlineData("SANDBOX-EOI000", "EOI000")]
    [InlineData("SANDBOX-EOI003", "EOI003")]
    public async Task A_magic_sku_refuses_and_the_order_can_be_placed_again(string sku, string code)
    {
        await using var sandbox = await SandboxHost.StartAsync();
        await sandbox.PlaceAsync(Bodies.Placement(sku: sku));
        var told = await sandbox.NextNotificationAsync(code);
        Assert.Equal(code, told.Code);
        Assert.Equal(JsonValueKind.Null, told.Body.GetProperty("fields").ValueKind);
        Assert.Equal(0, sandbox.Vendors.Vtex.Standing("OB-1")!.Places);
        await sandbox.PlaceAsync(Bodies.Placement());
        Assert.Equal("SOI001", (await sandbox.NextNotificationAsync("SOI001")).Code);
    }

    [Fact]
    public async Task A_sum_that_differs_from_the_payment_is_a_price_divergence()
    {
        await using var sandbox = await SandboxHost.StartAsync();
        await sandbox.PlaceAsync(With(Bodies.Placement(), order => order["marketplacePaymentValue"] = 3901));
        Assert.Equal("EOI003", (await sandbox.NextNotificationAsync("EOI003")).Code);
        var whole = With(Bodies.Placement(), order =>
        {
            order["marketplacePaymentValue"] = 3900 + 100 + 7;
            order["marketplaceInterestValue"] = 100;
            order["taxData"] = new JsonArray(new JsonObject { ["skuId"] = "1001", ["value"] = 7 });
        });
        await sandbox.PlaceAsync(whole);
        Assert.Equal("SOI001", (await sandbox.NextNotificationAsync("SOI001")).Code);
    }

    [Theory]
    [InlineData(false, "SOI001")]
    [InlineData(true, "EOI003")]
    public async Task A_SKU_on_two_lines_diverges_only_where_VTEX_sums_them_at_the_first_ones_price(bool sums, string code)
    {
        await using var sandbox = await SandboxHost.StartAsync(options => options.VtexSumsSkus = sums);
        await sandbox.PlaceAsync(With(Bodies.Placement(), order =>
        {
            var dearer = order["items"]![0]!.DeepClone();
            dearer["price"] = (long)dearer["price"]! + 1;
            order["marketplacePaymentValue"] = (long)order["marketplacePaymentValue"]! + ((long)dearer["price"]! * (long)dearer["quantity"]!);
            order["items"]!.AsArray().Add(dearer);
            var logistics = order["shippingData"]!["logisticsInfo"]!.AsArray();
            var free = logistics[0]!.DeepClone();
            free["price"] = 0;
            logistics.Add(free);
        }));
        Assert.Equal(code, (await sandbox.NextNotificationAsync(code)).Code);
    }

    [Fact]
    public async Task An_order_that_awaits_the_seller_is_approved_after_the_seller_agrees()
    {
        await using var sandbox = await SandboxHost.StartAsync();
        await sandbox.PlaceAsync(Bodies.Placement(status: "approved", sku: "SANDBOX-EOI011"));
        Assert.Equal("SOI001", (await sandbox.NextNotificationAsync("SOI001")).Code);
        Assert.Equal("EOI011", (await sandbox.NextNotificationAsync("EOI011")).Code);
        Assert.Equal("waiting-for-manual-authorization", await StatusAsync(sandbox, "MKP-OB-1"));
        await sandbox.SendAsync(HttpMethod.Post, "/vtex/orders/OB-1/advance", new { to = "authorized" });
        await sandbox.ApproveAsync("OB-1");
        Assert.Equal("SOI002", (await sandbox.NextNotificationAsync("SOI002")).Code);
    }

    private static JsonObject With(JsonObject order, Action<JsonObject> change)
    {
        change(order);
        return order;
    }

    private static async Task<string?> StatusAsync(SandboxHost sandbox, string orderId)
    {
        var reply = await sandbox.SendAsync(HttpMethod.Get, $"/vtex/api/oms/pvt/orders/{orderId}");
        return reply.Status == 404 ? null : reply.Body.GetProperty("status").GetString();
    }
}
