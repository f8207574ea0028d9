using System.Collections.Concurrent;
using System.Net;
using System.Text;
using OrderGrains.EngineTests.Store.Postgres;
using OrderGrains.EngineTests.Support;
using Xunit.Abstractions;

namespace OrderGrains.EngineTests.EndToEnd;

/// <summary>Two silo processes on PostgreSQL of which one hangs, or whose database does: everybody who asks is answered, and in time.</summary>
[NeedsCampaign]
[NeedsOwnPostgres]
[Collection(EndToEndTests.Name)]
public sealed class SilenceTests(ITestOutputHelper output) : IAsyncLifetime
{
    /// <summary>By when VTEX and OmniChat are answered; they hang up a second later.</summary>
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(4);

    /// <summary>What a sender waits longer where it shares the cores with three silos, a database and other tests; what was measured without them is in docs/cluster.md.</summary>
    private static readonly TimeSpan Shared = TimeSpan.FromSeconds(1);

    /// <summary>The cart's deadline in these tests, and half a second.</summary>
    private static readonly TimeSpan PromisedCart = TimeSpan.FromSeconds(1.5);

    private readonly ConcurrentQueue<Seen> _seen = [];
    private readonly HttpClient _http = new() { Timeout = Within.Patience };
    private OwnPostgres _database = null!;
    private ClusterProcesses _cluster = null!;

    public async Task InitializeAsync()
    {
        _database = await OwnPostgres.StartAsync();
        _cluster = new(
            _database,
            "--OrderGrains:Storage:Kind=Postgres",
            $"--OrderGrains:Storage:ConnectionString={_database.ConnectionString}",
            $"--OrderGrains:Tenants:{Acme.Name}:Checker:Deadline=00:00:01");
        await _cluster.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _cluster.DisposeAsync();
        _http.Dispose();
    }

    [Fact]
    public async Task While_a_silo_hangs_every_hook_is_answered_in_time_and_its_orders_are_soon_served_elsewhere()
    {
        await SendForAsync(TimeSpan.FromSeconds(3)); // Orders stand on both.
        _seen.Clear();
        _cluster[1].Freeze();
        var frozen = TimeProvider.System.GetTimestamp();
        await SendForAsync(TimeSpan.FromSeconds(25));

        AreAnsweredInTime();
        var last = _seen.Where(one => one.Status != HttpStatusCode.OK).Select(one => TimeProvider.System.GetElapsedTime(frozen, one.At)).DefaultIfEmpty().Max();
        output.WriteLine($"Refused for the last time {last.TotalSeconds:0.0} s after the freeze.");
        Assert.InRange(last, TimeSpan.Zero, TimeSpan.FromSeconds(20));
        Assert.True(_cluster[0].Runs);
    }

    [Fact]
    public async Task While_the_database_hangs_every_hook_is_answered_in_time_and_afterwards_all_is_as_before()
    {
        await SendForAsync(TimeSpan.FromSeconds(2));
        _seen.Clear();
        await _database.FreezeAsync();
        await SendForAsync(TimeSpan.FromSeconds(12));
        AreAnsweredInTime();
        Assert.All(_seen.Where(one => one.Hook != "live"), one => Assert.Equal(HttpStatusCode.ServiceUnavailable, one.Status));

        await _database.ThawAsync();
        await Within.Until(() => OpaboxAsync("after-the-freeze"), status => status == HttpStatusCode.OK, "the database answers", () => _cluster.Output);
        Assert.True(_cluster[0].Runs && _cluster[1].Runs, _cluster.Output);
    }

    [Theory]
    [InlineData("hangs")]
    [InlineData("is gone")]
    public async Task A_silo_stops_in_nine_seconds_while_its_database(string state)
    {
        await SendForAsync(TimeSpan.FromSeconds(1));
        await (state == "hangs" ? _database.FreezeAsync() : _database.StopAsync());
        var told = TimeProvider.System.GetTimestamp();
        _cluster[1].Terminate();
        var exit = await _cluster[1].ExitAsync("the stop");

        Assert.InRange(TimeProvider.System.GetElapsedTime(told), TimeSpan.Zero, TimeSpan.FromSeconds(10));
        var line = Assert.Single(_cluster[1].Output.Split('\n'), line => line.Contains("Left: ", StringComparison.Ordinal));
        Assert.Equal((1, "Ended 9 s after the signal to stop. Left: leaving the cluster."), (exit, line.Trim()));
    }

    [Fact]
    public async Task A_silo_that_is_activating_orders_says_nothing_of_how_it_retries()
    {
        await SendForAsync(TimeSpan.FromSeconds(2));

        Assert.DoesNotContain("Polly", _cluster.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Resilience event", _cluster.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Execution attempt", _cluster.Output, StringComparison.Ordinal);
    }

    /// <summary>Four senders of orders and four of carts, each order new, all to the silo that serves; and somebody who asks for its health.</summary>
    private async Task SendForAsync(TimeSpan time)
    {
        var started = TimeProvider.System.GetTimestamp();
        var round = Guid.NewGuid().ToString("n")[..8];
        await Task.WhenAll(Enumerable.Range(0, 9).Select(sender => Task.Run(async () =>
        {
            for (var number = 0; TimeProvider.System.GetElapsedTime(started) < time; number++)
            {
                var hook = sender < 4 ? "orders" : sender < 8 ? "carts" : "live";
                var sent = TimeProvider.System.GetTimestamp();
                var status = await (hook switch
                {
                    "orders" => OpaboxAsync($"{round}-{sender}-{number}"),
                    "carts" => CartAsync($"{round}-{sender}-{number}"),
                    _ => LiveAsync(),
                });
                _seen.Enqueue(new(hook, status, TimeProvider.System.GetElapsedTime(sent), TimeProvider.System.GetTimestamp()));
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            }
        })));
    }

    private void AreAnsweredInTime()
    {
        foreach (var hook in _seen.GroupBy(one => one.Hook))
        {
            output.WriteLine($"{hook.Key}: longest {hook.Max(one => one.Took).TotalSeconds:0.00} s; "
                + string.Join(", ", hook.GroupBy(one => one.Status).Select(one => $"{(int)one.Key} × {one.Count()}")));
        }

        Assert.All(_seen, one => Assert.True(one.Status is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable, $"{one}\n{_cluster.Output}"));
        Assert.All(_seen, one => Assert.True(one.Took <= (one.Hook == "carts" ? PromisedCart : Promised) + Shared, $"{one}"));
        Assert.All(_seen.Where(one => one.Hook == "live"), one => Assert.Equal(HttpStatusCode.OK, one.Status));
    }

    private Task<HttpStatusCode> OpaboxAsync(string order) => PostAsync("opabox/orders", Sample.Opabox(2, order), "x-api-key", Acme.OpaboxKey);

    private Task<HttpStatusCode> CartAsync(string cart)
    {
        var body = Encoding.UTF8.GetString(Sample.Bytes("omnichat-order-checker.json")).Replace(Sample.OmniChatId, cart);
        return PostAsync("omnichat/order-checker", Sample.Json(body), Acme.OmniChatHeader, Acme.OmniChatKey);
    }

    private async Task<HttpStatusCode> LiveAsync()
    {
        using var answer = await _http.GetAsync(new Uri(_cluster.AddressOf(0), "/health/live"));
        return answer.StatusCode;
    }

    private async Task<HttpStatusCode> PostAsync(string hook, byte[] body, string header, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_cluster.AddressOf(0), $"/hooks/{Acme.Name}/{hook}"));
        request.Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json") } };
        request.Headers.Add(header, key);
        using var answer = await _http.SendAsync(request);
        return answer.StatusCode;
    }

    private sealed record Seen(string Hook, HttpStatusCode Status, TimeSpan Took, long At);
}
