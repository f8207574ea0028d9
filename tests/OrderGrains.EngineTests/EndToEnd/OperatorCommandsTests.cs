using System.Text.Json.Nodes;
using OrderGrains.Sandbox.Faults;

namespace OrderGrains.EngineTests.EndToEnd;

/// <summary>An outage of VTEX, found, understood, paused, resumed and retried by the program's commands alone.</summary>
[Collection(EndToEndTests.Name)]
public sealed class OperatorCommandsTests(ImpatientHub hub) : IClassFixture<ImpatientHub>, IDisposable
{
    private static readonly string[] Orders = [.. Enumerable.Range(0, Campaign.Of(brief: 12, few: 200, full: 5_000)).Select(number => $"dead-{number}")];

    private readonly string _keyFile = Path.Combine(hub.Folder, "operator.key");

    public void Dispose() => hub.Vendors.Recover();

    [Fact]
    public async Task An_outage_is_found_understood_paused_resumed_and_retried()
    {
        await File.WriteAllTextAsync(_keyFile, $"{Acme.OperatorKey}\n");
        hub.Vendors.Standing.Faults.Replace(new Fault { Target = "vtex", Status = 400 });
        await Parallel.ForEachAsync(Orders, async (order, _) => await hub.AcceptsAsync(() => hub.OpaboxAsync(Sample.Opabox(1, order))));
        foreach (var order in Orders)
        {
            await hub.OrderAsync($"opabox/{order}", seen => seen.Request("PlaceOrder") == "Parked", "VTEX refuses it");
        }

        var failures = JsonNode.Parse(await SaysAsync(0, "failures", "--json"))!["failures"]!.AsArray();
        var group = Assert.Single(failures)!;
        Assert.Equal(("vtex", "PlaceOrder", "HTTP 400", Orders.Length), ((string?)group["target"], (string?)group["operation"], (string?)group["error"], (int)group["count"]!));
        Assert.Matches(@"acme +vtex PlaceOrder +HTTP 400 +\d+ +\d+ ", await SaysAsync(0, "failures"));
        Assert.Contains("HTTP 400", await SaysAsync(0, "order", $"acme/opabox/{Orders[0]}"), StringComparison.Ordinal);
        Assert.Equal(Orders.Length, JsonNode.Parse(await SaysAsync(0, "orders", "--state", "Parked", "--limit", "10000", "--json"))!["orders"]!.AsArray().Count);
        Assert.Contains("There are more: --limit.", await SaysAsync(0, "orders", "--state", "parked", "--limit", "3"), StringComparison.Ordinal);
        Assert.StartsWith("state: One of the allowed values is expected. Allowed: ", await SaysAsync(1, "orders", "--state", "Stuck"), StringComparison.Ordinal);

        Assert.StartsWith("vtex of acme is called no more.", await SaysAsync(0, "pause", "acme", "vtex"), StringComparison.Ordinal);
        Assert.Matches(@"acme +vtex +Paused ", await SaysAsync(0, "targets"));
        hub.Vendors.Standing.Faults.Clear();
        Assert.Equal("vtex of acme is called again.", await SaysAsync(0, "resume", "acme", "vtex"));
        Assert.StartsWith("Sent on: ", await SaysAsync(0, "retry", $"acme/opabox/{Orders[0]}"), StringComparison.Ordinal);
        await hub.OrderAsync($"opabox/{Orders[0]}", seen => seen is { Vtex: "Integrated", Settled: true }, "one of them goes out");

        Assert.StartsWith($"{Orders.Length - 1} orders match, such as acme/opabox/dead-", await SaysAsync(0, "retry", "--target", "vtex", "--error", "HTTP 400", "--dry-run"), StringComparison.Ordinal);
        Assert.Contains(
            $"Done: {Orders.Length - 1} done, 0 refused, 0 failed, of {Orders.Length - 1} orders.",
            await SaysAsync(0, "retry", "--target", "vtex", "--error", "HTTP 400", "--pace", "100"),
            StringComparison.Ordinal);
        foreach (var order in Orders)
        {
            await hub.OrderAsync($"opabox/{order}", seen => seen is { Vtex: "Integrated", Settled: true, Attention: null }, "all of them go out");
        }

        Assert.Equal("Nothing is stuck.", await SaysAsync(0, "failures"));
        Assert.Matches("Retry +Done ", await SaysAsync(0, "jobs"));
        Assert.EndsWith("silo order acme/opabox/dead-1 shows how far its systems are.", await SaysAsync(0, "cancel", "acme/opabox/dead-1", "--reason", "tried"), StringComparison.Ordinal);
        Assert.Equal("No such order is known.", await SaysAsync(1, "order", "acme/opabox/nobody"));
    }

    [Fact]
    public async Task A_key_or_a_hub_that_is_none_is_told_in_a_line()
    {
        Assert.Equal("An operator's key is needed: --key-file, ORDERGRAINS_KEY_FILE or ORDERGRAINS_KEY.", await RunAsync(2, "targets"));
        await File.WriteAllTextAsync(_keyFile, "no-key-of-anybody");
        Assert.Equal("The hub does not take this key.", await SaysAsync(1, "targets"));
        Assert.StartsWith("The hub at http://127.0.0.1:9/ cannot be reached: ", await RunAsync(1, "targets", "--url", "http://127.0.0.1:9", "--key-file", _keyFile), StringComparison.Ordinal);
        Assert.Equal("The hub's address is no address such as https://hub.example.com.", await RunAsync(2, "targets", "--url", "nowhere", "--key-file", _keyFile));
        Assert.Equal("nobody is no order id: tenant/channel/id is expected.", await SaysAsync(2, "order", "nobody"));
    }

    private Task<string> SaysAsync(int code, params string[] line) => RunAsync(code, [.. line, "--url", hub.Vendors.Hub!.ToString(), "--key-file", _keyFile]);

    private async Task<string> RunAsync(int code, params string[] line)
    {
        var (ended, output) = await SiloProcess.RunAsync(hub.Folder, hub.SettingsFile, line);
        Assert.True(code == ended, $"silo {string.Join(' ', line)} ended with {ended}:\n{output}");
        return output;
    }
}
