using System.Diagnostics;
using OrderGrains.Cluster;
using OrderGrains.Embedded;
using OrderGrains.EngineTests.Support;
using OrderGrains.Silo;
using Xunit.Abstractions;

namespace OrderGrains.EngineTests.Cluster.Postgres;

/// <summary>From the embedded engine's file into the cluster's database; 100,000 orders with <c>ORDERGRAINS_CAMPAIGN=full</c>.</summary>
public sealed class ClusterMoveTests(ITestOutputHelper output) : IAsyncLifetime
{
    private static readonly int Orders = Environment.GetEnvironmentVariable("ORDERGRAINS_CAMPAIGN") == "full" ? 100_000 : 300;

    private readonly EmbeddedFixture _source = new();
    private TestDatabase _database = null!;

    public async Task InitializeAsync() => _database = await TestDatabase.CreateAsync();

    public async Task DisposeAsync()
    {
        await _source.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task A_moved_directory_is_equal_on_both_sides_can_be_moved_again_and_goes_on_in_the_cluster()
    {
        await FillAsync();
        await _source.Embedded.PauseAsync(Some.Tenant, Target.OmniChat, "ops");
        await Within.Reason(_source.StopAsync());

        var started = Stopwatch.GetTimestamp();
        Assert.Equal((0, "Both sides are equal."), await MoveAsync());
        output.WriteLine($"{Orders} orders in {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s");
        Assert.Equal((0, "Both sides are equal."), await MoveAsync());
        Assert.Equal("ops", await _database.ScalarAsync<string>("SELECT paused_by FROM lanes WHERE lane = 'acme/omnichat'"));

        var fixture = new ClusterFixture(new PostgresStore(_database.Source), new PostgresOrders(_database.Source), _database.PlantAsync);
        await using var _ = fixture;
        fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        await Within.Reason(fixture.StartAsync());
        await fixture.BonifiQ.WaitForCalls(Some.Order("owes"), 1);
        await Within.Until(
            async () => (await fixture.Engine.ReadAsync(Some.Order("owes")))!.Record,
            record => !record.State.Requests.Any(request => request.IsOpen()),
            "what was owed is delivered");
        await Within.Reason(fixture.StopAsync());

        var (code, said) = await MoveAsync();
        Assert.Equal(1, code);
        Assert.Contains("acme/opabox/owes", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_directory_in_use_or_without_a_database_is_refused()
    {
        await _source.StartAsync();
        Assert.Contains("in use", Assert.Throws<InvalidOperationException>(() => EmbeddedArchive.Open(_source.DataDirectory)).Message, StringComparison.Ordinal);
        await _source.StopAsync();
        EmbeddedArchive.Open(_source.DataDirectory).Dispose();

        Assert.Contains("no database", Assert.Throws<InvalidOperationException>(() => EmbeddedArchive.Open(Path.GetTempPath())).Message, StringComparison.Ordinal);
    }

    private async Task FillAsync()
    {
        await _source.StartAsync();
        _source.BonifiQ.Answers(new RetryLater("HTTP 503", "busy"));
        await Within.Reason(_source.Engine.Report(Some.Order("owes"), 1));
        await Within.Until(
            async () => (await _source.Engine.ReadAsync(Some.Order("owes")))!.Record,
            record => record.State.Vtex.Integrated && record.State.Requests.Any(request => request is { Target: Target.BonifiQ, Attempts: 1 }),
            "BonifiQ was busy");
        _source.Policies.Policy = new();
        foreach (var some in Enumerable.Range(1, Orders - 1).Chunk(1000))
        {
            await Within.Reason(Task.WhenAll(some.Select(number => _source.Engine.Report(Some.Order($"o{number}"), 1))));
        }

        await Within.Reason(_source.Engine.Report(Some.Order("o1"), 2));
    }

    private async Task<(int Code, string Said)> MoveAsync()
    {
        using var told = new StringWriter();
        try
        {
            using var archive = EmbeddedArchive.Open(_source.DataDirectory);
            var code = await MoveCommand.MoveAsync(archive, new PostgresMove(_database.Source), told);
            return (code, told.ToString().Trim().Split('\n')[^1]);
        }
        catch (InvalidOperationException exception)
        {
            return (1, exception.Message);
        }
    }
}
