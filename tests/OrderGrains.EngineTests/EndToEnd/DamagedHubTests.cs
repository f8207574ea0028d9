namespace OrderGrains.EngineTests.EndToEnd;

/// <summary>The program on files that somebody or something else has changed: one line, and an exit code.</summary>
[Collection(EndToEndTests.Name)]
public sealed class DamagedHubTests : IAsyncLifetime
{
    private readonly Hub _hub = new("00:15:00");

    private string Database => Path.Combine(_hub.Folder, "data", "orders.db");

    public async Task InitializeAsync()
    {
        await _hub.InitializeAsync();
        foreach (var order in Enumerable.Range(0, 10))
        {
            await _hub.AcceptsAsync(() => _hub.OpaboxAsync(Sample.Opabox(2, $"o{order}")));
        }
    }

    public Task DisposeAsync() => _hub.DisposeAsync();

    [Fact]
    public async Task Without_the_write_ahead_log_that_a_kill_left_it_does_not_start()
    {
        await _hub.KillAsync();
        File.Delete(Database + "-wal");

        Assert.Contains("orders.db-wal is gone or was cut", await RefusedAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_twelve_damaged_pages_after_an_orderly_stop_it_does_not_start()
    {
        _hub.Silo.Terminate();
        Assert.Equal(0, await _hub.Silo.ExitAsync("the stop"));
        await using (var file = new FileStream(Database, FileMode.Open, FileAccess.Write))
        {
            var pages = (int)(file.Length / 4096);
            foreach (var page in Enumerable.Range(0, 12).Select(number => 1 + (number * (pages - 1) / 12)))
            {
                file.Position = page * 4096L;
                await file.WriteAsync(Enumerable.Repeat((byte)0xA5, 4096).ToArray());
            }
        }

        Assert.Contains("is damaged (", await RefusedAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_write_ahead_log_that_is_removed_while_it_runs_ends_it_and_the_next_start_has_everything()
    {
        File.Delete(Database + "-wal");

        Assert.Equal(1, await _hub.Silo.ExitAsync("the process ends"));
        Assert.Single(_hub.Silo.Output.Split('\n'), line => line.Contains("nothing is lost: start the hub again. The process ends.", StringComparison.Ordinal));
        await _hub.StartAsync();
        foreach (var order in Enumerable.Range(0, 10))
        {
            await _hub.OrderAsync($"opabox/o{order}", seen => seen is { Vtex: "Approved", Settled: true }, "the order goes on");
        }
    }

    /// <summary>The line of a start that ends at once.</summary>
    private async Task<string> RefusedAsync()
    {
        await using var silo = SiloProcess.Start(_hub.Folder, _hub.SettingsFile);
        Assert.Equal(1, await silo.ExitAsync("the refused start"));
        return Assert.Single(silo.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), line => line.Contains("orders.db", StringComparison.Ordinal));
    }
}
