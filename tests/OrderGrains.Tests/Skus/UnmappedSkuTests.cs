using System.Net;
using OrderGrains.Tests.Connectors;
using OrderGrains.Tests.Orders;

namespace OrderGrains.Tests.Skus;

/// <summary>What the SKU file does not have, from the file to the order: as it is, or refused until the file has it.</summary>
public sealed class UnmappedSkuTests : IDisposable
{
    private const string Enqueued = """{ "code": "SOI003", "success": true, "flow": "PlaceOrder" }""";

    private readonly TemporaryFolder _folder = new();
    private DateTime _writes = new(2026, 3, 2, 0, 0, 0, DateTimeKind.Utc);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task As_it_is_the_senders_code_goes_out()
    {
        var vendor = Vendor("AsIs", "sku,vtexSku\nother,1").Answers(HttpStatusCode.OK, Enqueued);

        await PlaceAsync(vendor);

        Assert.Contains("\"id\":\"987941TRE\"", Assert.Single(vendor.Calls).Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refused_it_is_not_sent_until_the_file_has_it_and_a_broken_file_changes_nothing()
    {
        var vendor = Vendor("Refuse", "sku,vtexSku\nother,1").Answers(HttpStatusCode.OK, Enqueued);

        var refused = Assert.IsType<DeliveryRefused>((await PlaceAsync(vendor)).Result);
        Assert.Equal("SKU_UNKNOWN: The SKU file does not have 987941TRE, or not in this quantity.", $"{refused.Code}: {refused.Error}");
        Assert.Equal(
            "A loja não tem cadastro para: 987941TRE. Troque os itens ou a quantidade e envie o pedido de novo, ou avise o responsável pela integração.",
            refused.Told);
        Assert.Empty(vendor.Calls);

        Write("sku,vtexSku\n987941TRE,5001");
        vendor.Clock.Advance(WatchedFiles.LookEvery);
        var answer = Assert.IsType<VtexAnswer>(Assert.IsType<Delivered>((await PlaceAsync(vendor)).Result).Answer);
        Assert.Equal([new("5001", 5)], answer.Placed!.Value.ToArray());
        Assert.Contains("\"id\":\"5001\"", Assert.Single(vendor.Calls).Body, StringComparison.Ordinal);

        Write("sku,vtexSku\n\"");
        vendor.Clock.Advance(WatchedFiles.LookEvery);
        await PlaceAsync(vendor);
        Assert.Contains("\"id\":\"5001\"", vendor.Calls[1].Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_chat_is_told_and_a_person_asked_and_a_retry_places_it(bool tell)
    {
        var chat = new Scenario(Some.ChatOrder("ORDER_ID")) { Policy = Some.Policy with { TellChatOfRefusals = tell } };
        chat.Provision();
        chat.Answer(Operation.PlaceOrder, new DeliveryRefused(SkuRules.Code, "The SKU file does not have A.") { Told = "A loja não tem cadastro para: A." });

        Assert.Equal(RequestState.Parked, chat.Request(Operation.PlaceOrder).State);
        Assert.Equal(AttentionReason.PlacementRefused, chat.State.Attention[0].Reason);
        Assert.Equal(tell, chat.State.Requests.Any(request => request is { Operation: Operation.ChangeStatus, Argument: "CANCELLED" }));
        Assert.Equal("A loja não tem cadastro para: A.", chat.State.Vtex.RefusalAdvice);
        if (tell)
        {
            chat.Answer(Operation.ChangeStatus, new Delivered());
            Assert.Equal(AttentionReason.PlacementRefused, chat.State.Attention[0].Reason);
        }

        chat.Tell(new RetryRequest(chat.Request(Operation.PlaceOrder).Id, "ana"));
        chat.Placed();
        Assert.Empty(chat.State.Attention);
    }

    [Fact]
    public void An_invoice_of_what_was_placed_is_whole_though_its_SKUs_are_not_the_senders()
    {
        var order = new Scenario(Some.Order());
        order.Tell(new ReportOpaboxStatus(2, Some.Content(), []));
        order.Answer(Operation.PlaceOrder, new Delivered(new VtexAnswer(Some.Result("SOI003"), true, order.State.ContentVersion) { Placed = [new("5001", 7)] }));
        order.Vtex("SOI001");
        order.Tell(new ReportVtexInvoice(new() { Number = "1", Items = [new("5001", 6)] }, 1));
        Assert.Equal(VtexProgress.PartiallyInvoiced, order.State.Vtex.Progress);

        order.Tell(new ReportVtexInvoice(new() { Number = "2", Items = [new("5001", 1)] }, 1));
        Assert.Equal(VtexProgress.Invoiced, order.State.Vtex.Progress);
    }

    private static Task<ConnectorReply> PlaceAsync(Vendor vendor) => vendor.StartAsync(
        SeedOrders.Delivery(SeedOrders.ChatOrder, SeedOrders.State(SeedOrders.ChatSample()), Target.Vtex, Operation.PlaceOrder));

    private Vendor Vendor(string unmapped, string csv)
    {
        Write(csv);
        return new(SeedOrders.Tenant(tenant => (tenant.Vtex!.SkuFile, tenant.Vtex.OnUnmapped) = (_folder["skus.csv"], unmapped)));
    }

    /// <summary>Each write at a time of its own, as writes of a running program are.</summary>
    private void Write(string csv)
    {
        File.WriteAllText(_folder["skus.csv"], csv);
        File.SetLastWriteTimeUtc(_folder["skus.csv"], _writes = _writes.AddMinutes(1));
    }
}
