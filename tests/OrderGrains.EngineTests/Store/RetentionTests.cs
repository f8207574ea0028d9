using System.Text.Json;
using Microsoft.Data.Sqlite;
using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests.Store;

public sealed class RetentionTests : IAsyncLifetime
{
    private static readonly TimeSpan Year = TimeSpan.FromDays(365);

    private readonly EmbeddedFixture _fixture = new()
    {
        Retention = new() { Orders = Year, Drafts = TimeSpan.FromDays(30), Log = TimeSpan.FromDays(90), Every = null },
    };

    public Task InitializeAsync()
    {
        _fixture.Policies.Policy = new(); // Orders that owe nothing, so that only what a test reports is written.
        return _fixture.StartAsync();
    }

    public async Task DisposeAsync() => await _fixture.DisposeAsync();

    [Fact]
    public async Task An_order_that_is_over_goes_with_all_that_was_kept_of_it()
    {
        await Report("over", 8);
        await Report("open", 2);
        _fixture.Clock.Advance(Year);
        await Report("young", 8);

        Assert.Equal(1, (await Sweep()).Orders);

        Assert.Null(await _fixture.Engine.ReadAsync(Some.Order("over")));
        Assert.NotNull(await _fixture.Engine.ReadAsync(Some.Order("open")));
        Assert.NotNull(await _fixture.Engine.ReadAsync(Some.Order("young")));
        Assert.Equal([Some.Order("young").ToString(), Some.Order("open").ToString()], (await _fixture.Index.ListAsync(new())).Orders.Select(head => head.Id));
        Assert.Equal(0, await CountAsync("SELECT COUNT(*) FROM log WHERE order_key NOT IN (SELECT key FROM orders)"));
    }

    [Fact]
    public async Task An_order_that_owes_or_asks_for_somebody_stays()
    {
        _fixture.Policies.Policy = new() { HasVtex = true };
        _fixture.Vtex.IsDead();
        await Report("owes", 2);
        await Report("owes", 8);
        _fixture.Clock.Advance(Year * 3);

        await Sweep();

        Assert.NotNull(await _fixture.Engine.ReadAsync(Some.Order("owes")));
    }

    [Fact]
    public async Task A_late_webhook_of_a_removed_order_begins_it_anew_at_once()
    {
        await Report("over", 8);
        _fixture.Clock.Advance(Year);
        await Sweep();

        Assert.Equal(Outcome.Accepted, await Report("over", 7));
        Assert.Equal(1, (await _fixture.Engine.ReadAsync(Some.Order("over")))!.Record.Version);
    }

    [Fact]
    public async Task Nobody_has_to_ask()
    {
        await Report("over", 8);
        await _fixture.StopAsync();
        _fixture.Retention = _fixture.Retention with { Every = TimeSpan.FromHours(1) };
        _fixture.Clock.Advance(Year);
        await _fixture.StartAsync();

        await Within.Until(
            async () =>
            {
                _fixture.Clock.Advance(TimeSpan.FromMinutes(1));
                return await _fixture.Engine.ReadAsync(Some.Order("over"));
            },
            order => order is null,
            "the order goes");
    }

    [Fact]
    public async Task An_order_is_exported_before_it_goes()
    {
        var folder = Path.Combine(_fixture.DataDirectory, "exports");
        await _fixture.StopAsync();
        _fixture.Retention = _fixture.Retention with { ExportDirectory = folder };
        await _fixture.StartAsync();
        await Report("over", 8);
        _fixture.Clock.Advance(Year);

        await Sweep();

        var line = Assert.Single(await File.ReadAllLinesAsync(Assert.Single(Directory.GetFiles(folder))));
        using var exported = JsonDocument.Parse(line);
        Assert.Equal(Some.Order("over").ToString(), exported.RootElement.GetProperty("record").GetProperty("head").GetProperty("id").GetString());
        Assert.True(exported.RootElement.GetProperty("log").GetArrayLength() >= 1);
    }

    private async Task<Outcome> Report(string id, int status) => (await Within.Reason(_fixture.Engine.Report(Some.Order(id), status))).Outcome;

    private async Task<(int Orders, int Rows)> Sweep()
    {
        var sweep = _fixture.Embedded.SweepAsync(default);
        await Within.Until(
            () =>
            {
                _fixture.Clock.Advance(TimeSpan.FromMilliseconds(20));
                return Task.FromResult(sweep.IsCompleted);
            },
            done => done,
            "the sweep");
        return await sweep;
    }

    private async Task<long> CountAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(_fixture.DataDirectory, "orders.db")};Pooling=False");
        await connection.OpenAsync();
        var command = connection.CreateCommand();
#pragma warning disable CA2100 // Constant texts.
        command.CommandText = sql;
#pragma warning restore CA2100
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
