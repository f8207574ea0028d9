using System.Net;
using OrderGrains.Gateway.Http;

namespace OrderGrains.Tests.Gateway;

public sealed class WrongKeysTests
{
    private static readonly byte[] Body = Sample.Bytes("opabox-order.json");

    [Fact]
    public async Task Beyond_some_a_minute_an_address_waits_for_each_refusal_and_a_good_key_never_waits()
    {
        await using var host = await GatewayHost.StartAsync();
        await WrongAsync(host, WrongKeys.Free);
        var slowed = host.OpaboxAsync(Body, "wrong");
        await Within.Until(host.Clock.Timers, () => host.Clock.Armed == 2); // The minute, and the wait.
        Assert.Equal(HttpStatusCode.OK, (await host.OpaboxAsync(Body)).StatusCode);
        Assert.False(slowed.IsCompleted);

        host.Clock.Advance(WrongKeys.Slowed);
        Assert.Equal(HttpStatusCode.Unauthorized, (await slowed).StatusCode);
    }

    [Fact]
    public async Task The_first_is_told_at_once_and_the_others_as_one_line_a_minute()
    {
        await using var host = await GatewayHost.StartAsync();
        await WrongAsync(host, 15);
        using (await host.ApiAsync(HttpMethod.Get, "/api/orders", "wrong"))
        {
        }

        Assert.Single(Lines(host), line => line.StartsWith("Refused with 401", StringComparison.Ordinal));
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.StartsWith("Refused 16 requests without a good key within a minute, from 1 addresses, 16 of them from", Lines(host)[1], StringComparison.Ordinal);

        await WrongAsync(host, 1);
        Assert.Equal(3, Lines(host).Length);
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(3, Lines(host).Length); // One alone was told already.
    }

    [Fact]
    public async Task Where_too_many_wait_the_next_is_answered_429()
    {
        await using var host = await GatewayHost.StartAsync();
        await WrongAsync(host, WrongKeys.Free);
        var waiting = Enumerable.Range(0, WrongKeys.MostWaiting).Select(_ => host.OpaboxAsync(Body, "wrong")).ToList();
        await Within.Until(host.Clock.Timers, () => host.Clock.Armed == WrongKeys.MostWaiting + 1);

        var refused = await host.OpaboxAsync(Body, "wrong");
        Assert.Equal((HttpStatusCode.TooManyRequests, "60"), (refused.StatusCode, refused.Headers.RetryAfter?.ToString()));
        host.Clock.Advance(WrongKeys.Slowed);
        Assert.All(await Task.WhenAll(waiting), answer => Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode));
    }

    private static async Task WrongAsync(GatewayHost host, int times)
    {
        for (; times > 0; times--)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await host.OpaboxAsync(Body, "wrong")).StatusCode);
        }
    }

    private static string[] Lines(GatewayHost host) =>
        [.. host.Log.Lines.Select(line => line.Text).Where(text => text.StartsWith("Refused", StringComparison.Ordinal))];
}
