using System.Net;

namespace OrderGrains.Tests.Connectors.Http;

public sealed class BreakerTests
{
    private static readonly Delivery Approve =
        SeedOrders.Delivery(SeedOrders.OpaboxOrder, SeedOrders.State(SeedOrders.OpaboxSample()), Target.Vtex, Operation.ApproveOrder);

    private static readonly Delivery Tell = SeedOrders.Delivery(
        SeedOrders.ChatOrder, SeedOrders.State(SeedOrders.ChatSample()), Target.OmniChat, Operation.ChangeStatus, "SHIPPED");

    [Fact]
    public async Task Five_failures_in_a_row_open_it_for_thirty_seconds()
    {
        var vendor = new Vendor().Answers(HttpStatusCode.InternalServerError);
        await OpenAsync(vendor, Approve);

        vendor.Clock.Advance(TimeSpan.FromSeconds(20));
        var reply = await vendor.CallAsync(Approve);

        var notTried = Assert.IsType<NotTried>(reply.Result);
        Assert.InRange(notTried.Until, TimeSpan.FromSeconds(9), TimeSpan.FromSeconds(10));
        Assert.Null(reply.Exchange);
        Assert.Equal(5, vendor.Calls.Count);
        Assert.Equal(("acme", "vtex"), vendor.Pipelines.OpenBreakers().Select(open => (open.Tenant, open.Target)).Single());
    }

    [Fact]
    public async Task A_probe_that_succeeds_closes_it()
    {
        var vendor = new Vendor();
        Repeat(5, () => vendor.Answers(HttpStatusCode.InternalServerError));
        vendor.Answers(HttpStatusCode.OK, """{"code":"SOI003"}""");
        await OpenAsync(vendor, Approve);

        vendor.Clock.Advance(TimeSpan.FromSeconds(31));

        Assert.IsType<Delivered>((await vendor.CallAsync(Approve)).Result);
        Assert.IsType<Delivered>((await vendor.CallAsync(Approve)).Result);
        Assert.Empty(vendor.Pipelines.OpenBreakers());
    }

    [Fact]
    public async Task A_probe_that_fails_opens_it_for_another_thirty_seconds()
    {
        var vendor = new Vendor().Answers(HttpStatusCode.InternalServerError);
        await OpenAsync(vendor, Approve);

        vendor.Clock.Advance(TimeSpan.FromSeconds(31));

        Assert.IsType<DeliveryUnknown>((await vendor.CallAsync(Approve)).Result);
        Assert.IsType<NotTried>((await vendor.CallAsync(Approve)).Result);
        Assert.Equal(6, vendor.Calls.Count);
    }

    [Fact]
    public async Task While_a_probe_is_under_way_nothing_else_is_sent()
    {
        var probe = new TaskCompletionSource<HttpResponseMessage>();
        var vendor = new Vendor();
        Repeat(5, () => vendor.Answers(HttpStatusCode.InternalServerError));
        vendor.Then(_ => probe.Task).Answers(HttpStatusCode.OK, """{"code":"SOI003"}""");
        await OpenAsync(vendor, Approve);
        vendor.Clock.Advance(TimeSpan.FromSeconds(31));

        var first = vendor.StartAsync(Approve);
        var second = await vendor.StartAsync(Approve);
        probe.SetResult(new(HttpStatusCode.OK) { Content = new StringContent("""{"code":"SOI003"}""") });

        Assert.IsType<NotTried>(second.Result);
        Assert.IsType<Delivered>((await first).Result);
        Assert.Equal(6, vendor.Calls.Count);
    }

    [Fact]
    public async Task A_probe_that_is_given_up_leaves_the_next_call_to_probe()
    {
        var vendor = new Vendor();
        Repeat(5, () => vendor.Answers(HttpStatusCode.InternalServerError));
        vendor.Hangs().Answers(HttpStatusCode.OK, """{"code":"SOI003"}""");
        await OpenAsync(vendor, Approve);
        vendor.Clock.Advance(TimeSpan.FromSeconds(31));
        using var giveUp = new CancellationTokenSource();

        var probe = vendor.StartAsync(Approve, giveUp.Token);
        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => probe);
        Assert.IsType<Delivered>((await vendor.CallAsync(Approve)).Result);
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.OK)]
    public async Task Any_other_answer_starts_the_count_anew(HttpStatusCode status)
    {
        var vendor = new Vendor();
        Repeat(4, () => vendor.Answers(HttpStatusCode.BadGateway));
        vendor.Answers(status);
        Repeat(4, () => vendor.Answers(HttpStatusCode.RequestTimeout));

        for (var i = 0; i < 9; i++)
        {
            Assert.IsNotType<NotTried>((await vendor.CallAsync(Approve)).Result);
        }

        Assert.Empty(vendor.Pipelines.OpenBreakers());
    }

    [Fact]
    public async Task An_operator_lets_one_call_through_an_open_one()
    {
        var vendor = new Vendor().Answers(HttpStatusCode.InternalServerError);
        await OpenAsync(vendor, Approve);
        Assert.IsType<NotTried>((await vendor.CallAsync(Approve)).Result);

        vendor.Connector(Target.Vtex).Lift("acme", Target.Vtex);

        Assert.IsType<DeliveryUnknown>((await vendor.CallAsync(Approve)).Result);
        Assert.IsType<NotTried>((await vendor.CallAsync(Approve)).Result); // It was the probe, and it failed.
        Assert.Equal(6, vendor.Calls.Count);
    }

    [Fact]
    public async Task Each_target_has_its_own()
    {
        var vendor = new Vendor().Answers(HttpStatusCode.InternalServerError);
        await OpenAsync(vendor, Approve);

        Assert.IsType<DeliveryUnknown>((await vendor.CallAsync(Tell)).Result);
        await Assert.ThrowsAsync<CatalogUnavailableException>(
            () => vendor.Clock.RunAsync(vendor.Catalog.AskAsync("acme", new("13025230", [new("1", 1, null)], null), default), TimeSpan.FromMilliseconds(50)));
        Assert.Equal(5 + 1 + 2, vendor.Calls.Count);
    }

    private static async Task OpenAsync(Vendor vendor, Delivery delivery)
    {
        for (var i = 0; i < 5; i++)
        {
            Assert.IsNotType<NotTried>((await vendor.CallAsync(delivery)).Result);
        }
    }

    private static void Repeat(int times, Action action)
    {
        for (var i = 0; i < times; i++)
        {
            action();
        }
    }
}
