namespace OrderGrains.EngineTests.EndToEnd;

/// <summary>
/// An upgrade and a roll back as docs/install.md has them; with 5,000 orders where a campaign is asked for. The older program is the one whose published folder <c>ORDERGRAINS_OLDER_BUILD</c> names; this
/// build stands for both where none is named (docs/testing.md).
/// </summary>
[Collection(EndToEndTests.Name)]
public sealed class UpgradeTests(ImpatientHub hub) : IClassFixture<ImpatientHub>
{
    private const int Changed = 100;

    private static readonly int Orders = Campaign.Of(brief: 200, few: 5_000, full: 5_000);

    private static readonly string? Older =
        Environment.GetEnvironmentVariable("ORDERGRAINS_OLDER_BUILD") is { Length: > 0 } folder ? Path.Combine(folder, "silo.dll") : null;

    [Fact]
    public async Task Every_order_is_there_after_an_upgrade_and_as_it_was_after_a_roll_back()
    {
        await StopAsync();
        Directory.Delete(Path.Combine(hub.Folder, "data"), recursive: true);
        await hub.StartAsync(Older);
        var backup = Path.Combine(hub.Folder, "before.db");
        await PostAsync(Enumerable.Range(0, Orders), status: 1);

        var made = await CommandAsync("backup", "--to", backup);
        Assert.Equal((0, $"{Orders} orders"), (made.Code, made.Output[..made.Output.IndexOf(',', StringComparison.Ordinal)]));
        await StopAsync();
        await hub.StartAsync();
        await StandAsync(Enumerable.Range(0, Orders), "Placed");

        // The newer program goes on with them, and is rolled back all the same.
        await PostAsync(Enumerable.Range(0, Changed), status: 2);
        await StandAsync(Enumerable.Range(0, Changed), "Paid");
        await StopAsync();
        var restored = await CommandAsync("restore", "--from", backup);
        Assert.True(restored.Code == 0, restored.Output);
        await hub.StartAsync(Older);
        await StandAsync(Enumerable.Range(0, Orders), "Placed");
    }

    private static string Id(int order) => $"upgrade-{order}";

    private Task<(int Code, string Output)> CommandAsync(string command, string own, string file) =>
        SiloProcess.RunOfAsync(Older, hub.Folder, hub.SettingsFile, command, own, file, "--data", Path.Combine(hub.Folder, "data"));

    private Task PostAsync(IEnumerable<int> orders, int status) =>
        Parallel.ForEachAsync(orders, async (order, _) => await hub.AcceptsAsync(() => hub.OpaboxAsync(Sample.Opabox(status, Id(order)))));

    private Task StandAsync(IEnumerable<int> orders, string status) => Parallel.ForEachAsync(orders, async (order, _) =>
        Assert.Equal(status, (await hub.OrderAsync($"opabox/{Id(order)}"))?.Status));

    private async Task StopAsync()
    {
        hub.Silo.Terminate();
        Assert.Equal(0, await hub.Silo.ExitAsync("the stop"));
    }
}
