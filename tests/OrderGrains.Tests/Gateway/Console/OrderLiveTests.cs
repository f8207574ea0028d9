using OrderGrains.Gateway.Console.Orders;
using OrderGrains.Gateway.Console.Session;

namespace OrderGrains.Tests.Gateway.Console;

public sealed class OrderLiveTests
{
    private static readonly OrderId Id = OrderId.Parse("acme/opabox/1");

    [Fact]
    public async Task An_open_page_is_told_that_its_order_changed_and_is_let_go_after_a_while()
    {
        await using var host = await GatewayHost.StartAsync();
        var order = Orders.New(Id.ToString()).Opabox(1);
        host.Engine.Records[Id] = order.Record;
        var visitor = await host.VisitAsync();
        var told = visitor.GetAsync($"/console/orders/{Id}/live?version={order.Record.Version}");
        await Within.Until(host.Clock.Timers, () => host.Clock.Armed == 1);
        host.Engine.Records[Id] = order.Opabox(2).Record;
        for (var passed = OrderLive.Pace; passed < OrderLive.Longest; passed += OrderLive.Pace)
        {
            host.Clock.Advance(OrderLive.Pace);
            await Within.Until(host.Clock.Timers, () => host.Clock.Armed == 1);
        }

        host.Clock.Advance(OrderLive.Pace);
        var answer = await Within.Reason(told);
        Assert.Equal($"event: changed\ndata: {order.Record.Version}", Assert.Single(answer.Html.Split("\n\n"), line => line.StartsWith("event", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_hub_that_stops_serving_ends_what_an_open_page_is_told_and_logs_no_error()
    {
        await using var host = await GatewayHost.StartAsync();
        var order = Orders.New(Id.ToString()).Opabox(1);
        host.Engine.Records[Id] = order.Record;
        var told = (await host.VisitAsync()).GetAsync($"/console/orders/{Id}/live?version={order.Record.Version}");
        await Within.Until(host.Clock.Timers, () => host.Clock.Armed == 1);
        host.Engine.CannotRead = true;
        host.Clock.Advance(OrderLive.Pace);

        Assert.Equal(":", (await Within.Reason(told)).Html.Trim());
        Assert.DoesNotContain(host.Log.Lines, line => line.Level >= Microsoft.Extensions.Logging.LogLevel.Error);
    }

    [Fact]
    public async Task A_page_that_is_left_open_keeps_no_session_awake()
    {
        await using var host = await GatewayHost.StartAsync();
        var visitor = await host.VisitAsync();
        host.Clock.Advance(ConsoleSession.Idle - TimeSpan.FromMinutes(5));
        Assert.Equal(204, (await visitor.GetAsync($"/console/orders/{Id}/live?version=1")).Status); // Nothing is known of it.
        host.Clock.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal(401, (await visitor.GetAsync("/console")).Status);
    }
}
