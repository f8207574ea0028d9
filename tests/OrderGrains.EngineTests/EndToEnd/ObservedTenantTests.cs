using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;

namespace OrderGrains.EngineTests.EndToEnd;

/// <summary>A tenant that is only observed, whose vendors are a port at which every connection is counted; then it goes live, with vendors that answer.</summary>
[Collection(EndToEndTests.Name)]
public sealed class ObservedTenantTests : IAsyncLifetime
{
    private readonly ObservingHub _hub = new();

    public Task InitializeAsync() => _hub.InitializeAsync();

    public Task DisposeAsync() => _hub.DisposeAsync();

    [Fact]
    public async Task Every_body_is_made_and_kept_and_nothing_leaves_and_once_live_new_orders_alone_are_sent()
    {
        foreach (var status in (int[])[1, 2, 4, 5, 6])
        {
            await _hub.AcceptsAsync(() => _hub.OpaboxAsync(Sample.Opabox(status, "seen")));
        }

        await _hub.AcceptsAsync(() => _hub.OpaboxAsync(Sample.Opabox(2, "given-up")));
        await _hub.OrderAsync("opabox/given-up", order => order.Vtex == "Approved", "it is placed, as far as can be seen");
        await _hub.AcceptsAsync(() => _hub.OpaboxAsync(Sample.Opabox(7, "given-up")));
        using (var checker = await _hub.OmniChatAsync("order-checker", Sample.Json(Sample.Cart(9.90m).ToJsonString())))
        {
            Assert.Equal((HttpStatusCode.OK, "[]"), (checker.StatusCode, await checker.Content.ReadAsStringAsync()));
        }

        await _hub.AcceptsAsync(() => _hub.OmniChatAsync("order-provisioning", Sample.Provisioning()));
        var seen = await _hub.OrderAsync("opabox/seen", order => order is { Vtex: "Approved", BonifiQ: "Completed", Settled: true, Attention: null }, "its whole life is seen");
        await _hub.OrderAsync("opabox/given-up", order => order is { Vtex: "Cancelled", BonifiQ: "Cancelled", Settled: true }, "its cancellation is seen");
        await _hub.OrderAsync($"omnichat/{Sample.OmniChatId}", order => order is { Vtex: "Integrated", Settled: true }, "the cart's order is seen");
        Assert.True((bool?)seen.Json["observed"]);
        Assert.Contains(seen.Json["timeline"]!.AsArray(), line => ((string?)line!["message"])!.StartsWith("Only observed. ", StringComparison.Ordinal));
        await _hub.StopAsync();
        Assert.Equal(0, _hub.Calls);
        var kept = await LogAsync("opabox/seen");
        Assert.All((string[])["sent POST /api/order-integration/orders", "assumed, since nothing was sent"], text => Assert.Contains(text, kept, StringComparison.Ordinal));

        Assert.Equal((0, "3 orders were played: nothing would be otherwise. Nothing was sent, and nothing was changed."), await RehearseAsync("same", _ => { }));
        var (code, other) = await RehearseAsync("other", acme => acme["Vtex"]!["ServiceFee"] = "AsInterest");
        Assert.Equal(1, code);
        Assert.Contains("vtex PlaceOrder: marketplaceInterestValue", other, StringComparison.Ordinal);
        Assert.Equal(0, _hub.Calls);

        await _hub.GoLiveAsync();
        await _hub.AcceptsAsync(() => _hub.OpaboxAsync(Sample.Opabox(2, "live")));
        var live = await _hub.OrderAsync("opabox/live", order => order is { Vtex: "Approved", Settled: true }, "a new order goes out");
        await _hub.AcceptsAsync(() => _hub.OmniChatAsync("cancellation", Sample.Provisioning()));
        await _hub.OrderAsync($"omnichat/{Sample.OmniChatId}", order => order is { Vtex: "Cancelled" }, "what began observed is observed to its end");
        Assert.Equal(1, _hub.Vendors.Standing.Vtex.Standing("OB-live")!.Places);
        Assert.All(_hub.Vendors.Standing.Ledger.Read(), call => Assert.Contains("live", call.Key, StringComparison.Ordinal));
        Assert.Null(live.Json["observed"]);
    }

    /// <summary>Plays what is kept by other settings; the exit code and what it said.</summary>
    private async Task<(int Code, string Output)> RehearseAsync(string name, Action<JsonNode> change)
    {
        var settings = JsonNode.Parse(await File.ReadAllTextAsync(_hub.SettingsFile))!;
        change(settings["OrderGrains"]!["Tenants"]![Acme.Name]!);
        var file = Path.Combine(_hub.Folder, $"{name}.json");
        await File.WriteAllTextAsync(file, settings.ToJsonString());
        var (code, output) = await SiloProcess.RunAsync(_hub.Folder, _hub.SettingsFile, "rehearse", "--settings", file, "--from", $"sqlite:{Path.Combine(_hub.Folder, "data")}");
        return (code, string.Join('\n', output.Split('\n').Where(line => !line.Contains("so far", StringComparison.Ordinal))));
    }

    private async Task<string> LogAsync(string order)
    {
        var (code, output) = await SiloProcess.RunAsync(_hub.Folder, _hub.SettingsFile, "export", "--order", $"{Acme.Name}/{order}", "--data", Path.Combine(_hub.Folder, "data"));
        Assert.True(code == 0, output);
        return output;
    }

    /// <summary>A hub whose tenant is observed, with nobody behind its vendors' address.</summary>
    private sealed class ObservingHub() : Hub("00:00:01")
    {
        private readonly TcpListener _nobody = new(IPAddress.Loopback, 0);
        private readonly CancellationTokenSource _ends = new();
        private int _calls;

        /// <summary>Connections that were made to the vendors' address.</summary>
        public int Calls => Volatile.Read(ref _calls);

        public async Task StopAsync()
        {
            Silo.Terminate();
            await Silo.ExitAsync("the stop");
        }

        /// <summary>Starts it live, with vendors that answer.</summary>
        public async Task GoLiveAsync()
        {
            await _ends.CancelAsync();
            _nobody.Dispose();
            await File.WriteAllTextAsync(SettingsFile, Acme.Settings(Vendors.Address, "00:00:01"));
            await StartAsync();
        }

        protected override string Settings()
        {
            _nobody.Start();
            _ = CountAsync();
            var settings = JsonNode.Parse(Acme.Settings(new($"http://127.0.0.1:{((IPEndPoint)_nobody.LocalEndpoint).Port}/"), "00:00:01"))!;
            settings["OrderGrains"]!["Tenants"]![Acme.Name]!["Mode"] = "Observe";
            return settings.ToJsonString();
        }

        private async Task CountAsync()
        {
            while (!_ends.IsCancellationRequested)
            {
                using var call = await _nobody.AcceptSocketAsync(_ends.Token);
                Interlocked.Increment(ref _calls);
            }
        }
    }
}
