using System.Net;
using System.Net.Sockets;

namespace OrderGrains.Tests.Connectors.Http;

public sealed class ClassificationTests
{
    private static readonly Delivery Tell = SeedOrders.Delivery(
        SeedOrders.ChatOrder, SeedOrders.State(SeedOrders.ChatSample()), Target.OmniChat, Operation.ChangeStatus, "SHIPPED");

    private static readonly Delivery Read = SeedOrders.Delivery(
        SeedOrders.OpaboxOrder, SeedOrders.State(SeedOrders.OpaboxSample()), Target.Vtex, Operation.PlaceOrder, step: Step.Read);

    [Theory]
    [InlineData(200, typeof(Delivered))]
    [InlineData(204, typeof(Delivered))]
    [InlineData(302, typeof(DeliveryRefused))]
    [InlineData(400, typeof(DeliveryRefused))]
    [InlineData(401, typeof(CredentialsRefused))]
    [InlineData(403, typeof(CredentialsRefused))]
    [InlineData(404, typeof(DeliveryRefused))]
    [InlineData(408, typeof(DeliveryUnknown))]
    [InlineData(422, typeof(DeliveryRefused))]
    [InlineData(429, typeof(RetryLater))]
    [InlineData(500, typeof(DeliveryUnknown))]
    [InlineData(502, typeof(DeliveryUnknown))]
    [InlineData(503, typeof(RetryLater))]
    [InlineData(504, typeof(DeliveryUnknown))]
    public async Task Each_HTTP_status_has_its_meaning_and_is_sent_once(int status, Type result)
    {
        var vendor = new Vendor().Answers((HttpStatusCode)status);

        var reply = await vendor.CallAsync(Tell);

        Assert.IsType(result, reply.Result);
        Assert.Equal(status, reply.Exchange!.StatusCode);
        Assert.Single(vendor.Calls);
        Assert.Equal(status < 300 ? null : $"HTTP {status}", Code(reply.Result));
    }

    [Theory]
    [InlineData(429, null, 60.0, true)]
    [InlineData(429, "5", 5.0, true)]
    [InlineData(429, "Mon, 02 Mar 2026 12:02:00 GMT", 120.0, true)]
    [InlineData(429, "Mon, 02 Mar 2026 11:00:00 GMT", 0.0, true)]
    [InlineData(429, "soon", 60.0, true)]
    [InlineData(503, null, null, false)]
    [InlineData(503, "7", 7.0, true)]
    public async Task What_a_target_asks_us_to_wait_slows_all_of_it(int status, string? retryAfter, double? seconds, bool slows)
    {
        var vendor = new Vendor().Answers((HttpStatusCode)status, retryAfter: retryAfter);

        var later = Assert.IsType<RetryLater>((await vendor.StartAsync(Tell)).Result);

        Assert.Equal((seconds, slows), (later.After?.TotalSeconds, later.SlowsTarget));
    }

    [Theory]
    [InlineData(429, "2000000000")]
    [InlineData(429, "86400")]
    [InlineData(503, "86400")]
    [InlineData(429, "Thu, 02 Mar 2090 12:00:00 GMT")]
    public async Task What_a_target_asks_us_to_wait_is_believed_up_to_the_longest_delay(int status, string retryAfter)
    {
        foreach (var delivery in (Delivery[])[Tell, Read])
        {
            var vendor = new Vendor().Answers((HttpStatusCode)status, retryAfter: retryAfter);

            var later = Assert.IsType<RetryLater>((await vendor.StartAsync(delivery)).Result);

            Assert.Equal(RetrySchedule.Default.MaxDelay, later.After);
        }
    }

    [Theory]
    [InlineData(Target.Vtex, Operation.PlaceOrder, null, Step.Send)]
    [InlineData(Target.Vtex, Operation.ApproveOrder, null, Step.Send)]
    [InlineData(Target.Vtex, Operation.CancelOrder, null, Step.Send)]
    [InlineData(Target.Vtex, Operation.PlaceOrder, null, Step.Read)]
    [InlineData(Target.OmniChat, Operation.ChangeStatus, "SHIPPED", Step.Send)]
    [InlineData(Target.BonifiQ, Operation.SendOrder, "Pending", Step.Send)]
    [InlineData(Target.BonifiQ, Operation.SendOrder, "Cancelled", Step.Send)]
    public async Task Credentials_that_are_not_taken_are_no_fault_of_an_order(string target, Operation operation, string? argument, Step step)
    {
        foreach (var status in (HttpStatusCode[])[HttpStatusCode.Unauthorized, HttpStatusCode.Forbidden])
        {
            var vendor = new Vendor().Answers(status, "<html/>");

            var reply = await vendor.CallAsync(SeedOrders.Delivery(
                SeedOrders.ChatOrder, SeedOrders.State(SeedOrders.ChatSample()), target, operation, argument, step));

            Assert.Equal($"HTTP {(int)status}", Assert.IsType<CredentialsRefused>(reply.Result).Code);
            Assert.Single(vendor.Calls);
        }
    }

    [Theory]
    [InlineData(HttpRequestError.ConnectionError)]
    [InlineData(HttpRequestError.NameResolutionError)]
    [InlineData(HttpRequestError.SecureConnectionError)]
    public async Task What_failed_before_it_was_sent_is_repeated_at_once_and_then_later(HttpRequestError error)
    {
        var vendor = new Vendor().Fails(new HttpRequestException(error, "secret.host:1234", new SocketException()));

        var reply = await vendor.CallAsync(Tell);

        var later = Assert.IsType<RetryLater>(reply.Result);
        Assert.Equal("NO_CONNECTION", later.Code);
        Assert.DoesNotContain("secret", later.Error);
        Assert.Equal(3, vendor.Calls.Count);
    }

    [Fact]
    public async Task A_connection_that_broke_is_unknown_and_not_repeated()
    {
        var vendor = new Vendor().Fails(new HttpRequestException(HttpRequestError.ResponseEnded, "The response ended."));

        Assert.Equal("BROKEN_CONNECTION", Assert.IsType<DeliveryUnknown>((await vendor.CallAsync(Tell)).Result).Code);
        Assert.Single(vendor.Calls);
    }

    [Fact]
    public async Task A_timeout_after_sending_is_unknown_and_not_repeated()
    {
        var vendor = new Vendor().Hangs();

        Assert.Equal("TIMEOUT", Assert.IsType<DeliveryUnknown>((await vendor.CallAsync(Tell)).Result).Code);
        Assert.Single(vendor.Calls);
    }

    [Fact]
    public async Task A_connection_that_takes_too_long_was_never_sent()
    {
        var vendor = new Vendor().Fails(new TaskCanceledException("connect", new TimeoutException()));

        Assert.Equal("NO_CONNECTION", Assert.IsType<RetryLater>((await vendor.CallAsync(Tell)).Result).Code);
    }

    [Fact]
    public async Task A_read_is_repeated_at_once()
    {
        var vendor = new Vendor()
            .Answers(HttpStatusCode.BadGateway)
            .Fails(new HttpRequestException(HttpRequestError.ResponseEnded, "ended"))
            .Answers(HttpStatusCode.OK, """{"orderId":"MKP-1","status":"invoiced"}""");

        Assert.IsType<Delivered>((await vendor.CallAsync(Read)).Result);
        Assert.Equal(3, vendor.Calls.Count);
    }

    [Fact]
    public async Task A_caller_who_gives_up_gets_no_result()
    {
        var vendor = new Vendor().Hangs();
        using var giveUp = new CancellationTokenSource();

        var call = vendor.StartAsync(Tell, giveUp.Token);
        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    [Theory]
    [InlineData(Target.Vtex, Operation.PlaceOrder)]
    [InlineData(Target.OmniChat, Operation.ChangeStatus)]
    [InlineData(Target.BonifiQ, Operation.SendOrder)]
    public async Task A_tenant_that_the_settings_no_longer_name_waits(string target, Operation operation)
    {
        var vendor = new Vendor();
        var order = OrderId.Create("gone", Channel.OmniChat, "x");

        var reply = await vendor.StartAsync(SeedOrders.Delivery(order, SeedOrders.State(SeedOrders.ChatSample()), target, operation, "Pending"));

        Assert.Equal("NO_SETTINGS", Assert.IsType<RetryLater>(reply.Result).Code);
        Assert.Null(reply.Exchange);
    }

    [Fact]
    public async Task A_body_that_never_ends_is_cut()
    {
        var vendor = new Vendor().Then(_ => Task.FromResult(
            new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(new string('x', 200_000)) }));

        Assert.Equal(64 * 1024, (await vendor.CallAsync(Tell)).Exchange!.Received.Length);
    }

    private static string? Code(DeliveryResult result) => result switch
    {
        RetryLater later => later.Code,
        DeliveryRefused refused => refused.Code,
        CredentialsRefused refused => refused.Code,
        DeliveryUnknown unknown => unknown.Code,
        _ => null,
    };
}
