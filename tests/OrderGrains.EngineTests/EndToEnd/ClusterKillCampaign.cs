using System.Collections.Concurrent;
using System.Net;
using Xunit.Abstractions;

namespace OrderGrains.EngineTests.EndToEnd;

/// <summary>
/// Two silo processes, with orders coming in all the time, while one and then the other is killed or stopped.
/// </summary>
/// <param name="output">Where it reports.</param>
/// <param name="kills">How many.</param>
public abstract class ClusterKillCampaign(ITestOutputHelper output, int kills)
{
    private const int Senders = 8;

    /// <summary>Of each sender between two orders: as long as the storage needs to keep up.</summary>
    private protected abstract TimeSpan Pause { get; }

    [Fact]
    public async Task Kills_of_one_silo_after_the_other_lose_nothing_acknowledged_and_do_nothing_twice()
    {
        await using var cluster = await ProcessesAsync();
        await cluster.StartAsync();
        var (acknowledged, answers, done) = (new ConcurrentBag<string>(), new ConcurrentDictionary<string, int>(), false);
        var started = TimeProvider.System.GetTimestamp();
        var senders = Enumerable.Range(0, Senders).Select(sender => Task.Run(async () =>
        {
            for (var number = 0; !Volatile.Read(ref done); number++)
            {
                var order = $"k{sender}-{number}";
                await SendAsync(cluster, order, answers);
                acknowledged.Add(order);
                await Task.Delay(Pause, TimeProvider.System);
            }
        })).ToList();
        for (var kill = 0; kill < kills; kill++)
        {
            await MoreAsync();
            await cluster.KillAsync(kill % 2);
            await Task.Delay(TimeSpan.FromMilliseconds(500 * (kill % 4)), TimeProvider.System);
            await cluster.StartAsync(kill % 2);
        }

        await MoreAsync();
        Volatile.Write(ref done, true);
        await Task.WhenAll(senders).WaitAsync(Within.Patience);
        var loaded = TimeProvider.System.GetElapsedTime(started);

        foreach (var order in acknowledged)
        {
            var seen = await cluster.OrderAsync(order, seen => seen is { Vtex: "Approved", BonifiQ: "Pending", Settled: true }, $"{order} settles");
            var standing = cluster.Vendors.Standing.Vtex.Standing($"OB-{order}")!;
            Assert.Equal((order, 1, 1), (order, standing.Places, standing.Approvals));
            Assert.Equal(("Paid", null), (seen.Status, seen.Attention));
        }

        output.WriteLine($"{kills} kills in {loaded.TotalSeconds:0} s; {acknowledged.Count} orders acknowledged, each with one effect; answers: "
            + string.Join(", ", answers.OrderBy(answer => answer.Key).Select(answer => $"{answer.Key} {answer.Value}")));

        // After some work, however long that takes.
        async Task MoreAsync()
        {
            var enough = acknowledged.Count + (Senders * 2);
            await Within.Until(() => Task.FromResult(acknowledged.Count), count => count >= enough, "orders are acknowledged", () => cluster.Output);
        }
    }

    [Fact]
    public async Task A_rolling_restart_fails_no_webhook()
    {
        await using var cluster = await ProcessesAsync();
        await cluster.StartAsync();
        var (answers, done) = (new ConcurrentDictionary<string, int>(), false);
        var senders = Enumerable.Range(0, Senders).Select(sender => Task.Run(async () =>
        {
            for (var number = 0; !Volatile.Read(ref done); number++)
            {
                // A proxy would have taken the stopping one out; what fails otherwise counts.
                var answer = await cluster.PostAsync(sender % 2, $"r{sender}-{number}", 2);
                answers.AddOrUpdate(answer?.ToString() ?? "none", 1, (_, count) => count + 1);
                await Task.Delay(Pause, TimeProvider.System);
            }
        })).ToList();
        foreach (var silo in (int[])[0, 1])
        {
            await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
            Assert.Equal(0, await cluster.StopAsync(silo));
            await cluster.StartAsync(silo);
        }

        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
        Volatile.Write(ref done, true);
        await Task.WhenAll(senders);

        output.WriteLine(string.Join(", ", answers.Select(answer => $"{answer.Key} {answer.Value}")));
        Assert.True(answers.Keys.All(answer => answer == nameof(HttpStatusCode.OK)), cluster.Output);
    }

    /// <summary>Not started yet, on a storage of their own.</summary>
    private protected abstract Task<ClusterProcesses> ProcessesAsync();

    private static async Task SendAsync(ClusterProcesses cluster, string order, ConcurrentDictionary<string, int> answers)
    {
        for (var attempt = 0; ; attempt++)
        {
            var answer = await cluster.PostAsync(attempt % 2, order, 2);
            answers.AddOrUpdate(answer?.ToString() ?? "none", 1, (_, count) => count + 1);
            if (answer == HttpStatusCode.OK)
            {
                return;
            }

            Assert.True(answer is null or HttpStatusCode.ServiceUnavailable, $"{answer}"); // Never a 500.
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }
}
