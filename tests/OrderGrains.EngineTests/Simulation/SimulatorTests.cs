using System.Collections.Concurrent;
using System.Globalization;
using Xunit.Abstractions;

namespace OrderGrains.EngineTests.Simulation;

/// <summary>
/// The engine's logic, played by seeds (docs/testing.md): 10,000 by default, those that <c>ORDERGRAINS_CAMPAIGN</c> says otherwise
/// (<c>full</c> is 1,000,000, a number as many, <c>first-last</c> a part), and with <c>ORDERGRAINS_SEED</c> that one alone, with all that
/// happened in it.
/// </summary>
[Collection(SimulationTests.Name)]
public sealed class SimulatorTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_seed_keeps_every_promise()
    {
        if (int.TryParse(Environment.GetEnvironmentVariable("ORDERGRAINS_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out var seed))
        {
            Replay(seed);
            return;
        }

        var ((first, last), started) = (Seeds(), TimeProvider.System.GetTimestamp());
        var (total, broken) = (new Counts(), new ConcurrentQueue<Run>());
        var steps = 0L;
        Crowd.Play(first, last, one =>
        {
            var run = World.Play(one);
            lock (total)
            {
                total.Add(run.Counts);
                steps += run.Steps;
            }

            if (run.Broken is not null)
            {
                broken.Enqueue(run);
            }

            return broken.Count < 10;
        });
        var took = TimeProvider.System.GetElapsedTime(started);
        output.WriteLine($"seeds {first} to {last} in {took.TotalSeconds:0.0} s: {steps} steps, {total.Time.TotalDays:0} simulated days");
        output.WriteLine(total.ToString());
        foreach (var run in broken)
        {
            output.WriteLine($"seed {run.Seed}: {run.Broken}: {run.Why}");
        }

        Assert.True(broken.IsEmpty, $"""
            {broken.Count} seed(s) broke a promise, the first: {broken.FirstOrDefault()?.Seed}: {broken.FirstOrDefault()?.Broken}: {broken.FirstOrDefault()?.Why}
            Replay: ORDERGRAINS_SEED={broken.FirstOrDefault()?.Seed} dotnet test tests/OrderGrains.EngineTests --filter {nameof(Every_seed_keeps_every_promise)} --logger "console;verbosity=detailed"
            """);
        Assert.True(total.SawEverything, "Something never happened: the simulation is asleep.");
    }

    [Fact]
    public void The_same_seed_is_the_same_run()
    {
        var first = new ConcurrentDictionary<int, (ulong, long)>();
        Crowd.Play(100, seed => first.TryAdd(seed, (World.Play(seed) is var run ? run.Hash : 0, run.Steps)));
        Crowd.Play(100, seed =>
        {
            var again = World.Play(seed, keepsLines: true);
            Assert.Equal(first[seed], (again.Hash, again.Steps));
            return true;
        });
        Assert.Equal(100, first.Values.Distinct().Count());
    }

    private static (int First, int Last) Seeds() => Environment.GetEnvironmentVariable("ORDERGRAINS_CAMPAIGN")?.Split('-') switch
    {
        ["full"] => (1, 1_000_000),
        [var last] when TryParse(last, out var to) => (1, to),
        [var first, var last] when TryParse(first, out var from) && TryParse(last, out var to) => (from, to),
        _ => (1, 10_000),
    };

    private static bool TryParse(string text, out int seed) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out seed);

    private void Replay(int seed)
    {
        Run? run = null;
        Crowd.Play(1, _ => (run = World.Play(seed, keepsLines: true)) is null);
        foreach (var line in run!.Lines)
        {
            output.WriteLine(line);
        }

        output.WriteLine($"seed {seed}, hash {run.Hash:x16}, {run.Steps} steps");
        Assert.True(run.Broken is null, $"seed {seed}: {run.Broken}: {run.Why}");
    }
}
