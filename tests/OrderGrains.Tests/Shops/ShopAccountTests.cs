using System.Net;
using OrderGrains.Tests.Connectors;
using OrderGrains.Tests.Orders;

namespace OrderGrains.Tests.Shops;

/// <summary>A shop with a VTEX account of its own: where its orders go, and where they stay.</summary>
public sealed class ShopAccountTests
{
    private const string Elsewhere = "vtex.acme-sul";

    private readonly Scenario _order = new(Some.Order()) { Policy = new SettingsPolicies(new() { Tenants = { ["acme"] = Chain() } }).For("acme") };

    [Fact]
    public void An_order_goes_to_the_account_of_its_shop_and_all_of_its_calls_do()
    {
        Report(2, "sul-1");
        Assert.Equal(Elsewhere, _order.Request(Operation.PlaceOrder).Target);
        _order.Enqueued(Operation.PlaceOrder);
        _order.Vtex("SOI001");
        Assert.Equal(Elsewhere, _order.Request(Operation.ApproveOrder).Target);

        Report(7, "sul-1");
        Assert.Equal(Elsewhere, _order.Request(Operation.CancelOrder).Target);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("centro")]
    [InlineData("nobody-knows")]
    public void Any_other_goes_to_the_tenants_own(string? store)
    {
        Report(2, store);
        Assert.Equal(Target.Vtex, _order.Request(Operation.PlaceOrder).Target);
    }

    [Fact]
    public void An_edit_that_names_a_shop_of_another_account_leaves_it_where_it_was_placed_and_asks_for_a_person()
    {
        Report(1, "sul-1");
        _order.Enqueued(Operation.PlaceOrder);
        _order.Vtex("SOI001");
        Report(2, "centro");

        Assert.Equal(Elsewhere, _order.Request(Operation.ApproveOrder).Target);
        var asked = Assert.Single(_order.State.Attention);
        Assert.Equal(AttentionReason.ContentChanged, asked.Reason);
        Assert.StartsWith("The order names a shop of another VTEX account by now", asked.Message, StringComparison.Ordinal);

        Report(7, "centro");
        Assert.Equal(Elsewhere, _order.Request(Operation.CancelOrder).Target);
    }

    [Fact]
    public void What_VTEX_may_have_is_sent_again_to_its_account_and_what_it_refused_goes_to_the_shops()
    {
        var chat = new Scenario(Some.ChatOrder("c1")) { Policy = _order.Policy };
        chat.Tell(new AskProvisioning(Some.Content() with { StoreId = "sul-1" }, []));
        chat.Enqueued(Operation.PlaceOrder);
        chat.Vtex("EOI002");
        chat.Tell(new AskProvisioning(Some.Content() with { StoreId = "centro" }, []));
        Assert.Equal((Target.Vtex, "centro"), (chat.Request(Operation.PlaceOrder).Target, chat.State.Vtex.Store));
    }

    [Fact]
    public void A_placement_anew_goes_to_the_shop_that_the_order_names_by_then()
    {
        Report(1, "sul-1");
        _order.Enqueued(Operation.PlaceOrder);
        _order.Vtex("SOI001");
        Report(3, "sul-1");
        _order.After(TimeSpan.FromHours(1)).Tell(new Wake());
        _order.Answer(Operation.CancelOrder, new Delivered(new VtexCancelAccepted("receipt")));
        _order.Tell(new ReportVtexProgress(VtexProgress.Cancelled, null, null));
        Report(2, "centro");
        Assert.Equal(Outcome.Accepted, _order.Tell(new ReplaceOrder("ana")).Receipt.Outcome);

        Assert.Equal((Target.Vtex, 2), (_order.Request(Operation.PlaceOrder).Target, _order.Request(Operation.PlaceOrder).Placement));
    }

    [Theory]
    [InlineData("sul-1", "https://acme-sul.vtexcommercestable.com.br/api/order-integration/orders?affiliateId=SUL&an=acme-sul", "sul-key", null)]
    [InlineData("sul-2", "https://acme-sul.vtexcommercestable.com.br/api/order-integration/orders?affiliateId=SUL&an=acme-sul", null, "sul-cookie")]
    public async Task The_call_has_the_shops_address_and_credentials(string store, string address, string? key, string? cookie)
    {
        var vendor = new Vendor(Chain()).Answers(HttpStatusCode.OK, """{ "code": "SOI003", "success": true, "flow": "PlaceOrder" }""");

        var reply = await vendor.CallAsync(Place(store, store, Elsewhere));

        Assert.IsType<Delivered>(reply.Result);
        var call = Assert.Single(vendor.Calls);
        Assert.Equal(address, call.Address.ToString());
        Assert.Equal((key, cookie), (call.Headers.GetValueOrDefault("X-VTEX-API-AppKey"), call.Headers.GetValueOrDefault("VtexIdclientAutCookie")));
        Assert.Equal(cookie is null, call.Headers.ContainsKey("X-VTEX-API-AppToken"));
    }

    [Fact]
    public async Task An_order_whose_shop_has_changed_is_called_where_it_was_placed_and_of_an_account_that_is_gone_nothing_is()
    {
        var vendor = new Vendor(Chain()).Answers(HttpStatusCode.OK, """{ "code": "SOI003", "success": true, "flow": "PlaceOrder" }""");

        await vendor.CallAsync(Place("centro", "sul-1", Elsewhere));
        Assert.Equal("sul-key", Assert.Single(vendor.Calls).Headers["X-VTEX-API-AppKey"]);

        var gone = Assert.IsType<RetryLater>((await vendor.Connector(Target.Vtex).CallAsync(Place("centro", "sul-1", "vtex.sold"), default)).Result);
        Assert.Equal("NO_SETTINGS", gone.Code);
        Assert.Single(vendor.Calls);
    }

    [Fact]
    public async Task A_breaker_is_an_accounts()
    {
        var vendor = new Vendor(Chain()).Answers(HttpStatusCode.ServiceUnavailable);
        for (var failure = 0; failure < 5; failure++)
        {
            await vendor.CallAsync(Place("sul-1", "sul-1", Elsewhere));
        }

        Assert.Equal(Elsewhere, Assert.Single(vendor.Pipelines.OpenBreakers()).Target);
        Assert.IsType<NotTried>((await vendor.CallAsync(Place("sul-2", "sul-2", Elsewhere))).Result);
        vendor.Forget().Answers(HttpStatusCode.OK, """{ "code": "SOI003", "success": true, "flow": "PlaceOrder" }""");
        Assert.IsType<Delivered>((await vendor.CallAsync(Place("centro", "centro", Target.Vtex))).Result);
    }

    [Fact]
    public void Accounts_are_told_apart_by_name_whatever_the_case_and_shared_by_shops()
    {
        var chain = Chain();
        Assert.Equal([Target.Vtex, Elsewhere], chain.Accounts().Select(account => account.Target));
        Assert.Equal(Elsewhere, chain.VtexTargetOf("sul-2"));
        Assert.Equal("vtex-simulation.acme-sul", chain.VtexTargetOf("sul-1", Target.VtexSimulation));
        Assert.True(chain.Has("vtex-simulation.acme-sul"));
        Assert.False(chain.Has("vtex.sold"));
        Assert.False(chain.Has("bonifiq.acme-sul"));
        Assert.Equal("creditCardPaymentGroup", chain.VtexOf("sul-1")!.PaymentMethods["*"]);
    }

    internal static TenantSettings Chain() => SeedOrders.Tenant(tenant =>
    {
        tenant.Opabox = new() { ApiKeys = ["opabox-key"] };
        tenant.Stores["centro"] = new() { Vtex = new() { Account = "ACME", ServiceFee = "AsInterest" } };
        tenant.Stores["sul-1"] = new()
        {
            Vtex = new()
            {
                Account = "acme-sul", BaseUrl = "https://acme-sul.vtexcommercestable.com.br", AppKey = "sul-key", AppToken = "sul-token", AffiliateId = "SUL",
            },
        };
        tenant.Stores["sul-2"] = new()
        {
            Vtex = new() { Account = "acme-sul", BaseUrl = "https://acme-sul.vtexcommercestable.com.br", AuthCookie = "sul-cookie", AffiliateId = "SUL" },
        };
    });

    private static Delivery Place(string store, string placedFor, string target)
    {
        var state = SeedOrders.State(SeedOrders.ChatSample() with { StoreId = store });
        var delivery = SeedOrders.Delivery(SeedOrders.ChatOrder, state with { Vtex = state.Vtex with { Store = placedFor, Target = target } }, Target.Vtex, Operation.PlaceOrder);
        return delivery with { Request = delivery.Request with { Target = target } };
    }

    private void Report(int status, string? store) => _order.Tell(new ReportOpaboxStatus(status, Some.Content() with { StoreId = store }, []));
}
