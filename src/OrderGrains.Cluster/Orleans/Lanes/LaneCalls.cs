using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace OrderGrains.Cluster;

/// <summary>What the orders of one silo tell the lanes. All of it may fail: what is due stands in the index.</summary>
internal sealed class LaneCalls(IGrainFactory grains, SiloParts silo, ILogger<LaneCalls> log)
{
    private readonly ConcurrentDictionary<string, bool> _standing = new(StringComparer.Ordinal);

    /// <summary>The grain of a lane.</summary>
    public static ILaneGrain GrainOf(IGrainFactory grains, string lane) => LaneName.Parts(lane) is (var tenant, LaneName.Clock)
        ? grains.GetGrain<IWakeGrain>(tenant)
        : grains.GetGrain<ITargetGrain>(lane);

    /// <summary>
    /// Sees to it that every lane that a record owes something stood before; true where one had to be started, so that the
    /// silo's clock is now later than its start. A lane that moves later only makes a read of what it need not have read.
    /// </summary>
    public async Task<bool> PrepareAsync(OrderRecord record)
    {
        var started = false;
        foreach (var lane in LaneName.DueOf(record).Select(due => due.Lane).Distinct().Where(lane => !_standing.ContainsKey(lane)))
        {
            silo.Clock.Observe(await GrainOf(grains, lane).StartAsync() + TimeSpan.FromTicks(1));
            _standing[lane] = true;
            started = true;
        }

        return started;
    }

    /// <summary>Tells of what a commit brought, and waits a little for the lanes to know.</summary>
    public async Task OfferAsync(OrderRecord? before, OrderRecord after)
    {
        var due = LaneName.NewDueOf(before, after);
        if (due.Count == 0)
        {
            return;
        }

        var now = silo.Clock.Now();
        try
        {
            await Task.WhenAll(due.Select(one => GrainOf(grains, one.Lane).OfferAsync(after.Id.ToString(), one.Due, now)))
                .WaitAsync(silo.Options.OfferPatience, TimeProvider.System);
        }
        catch (Exception exception)
        {
            log.LogInformation("A lane did not hear of {Order} ({Type}); it finds it in its index", after.Id, exception.GetType().Name);
        }
    }

    /// <summary>Nobody knows whether a record was committed: if it was, the index has what is due of it.</summary>
    public void LookFor(OrderRecord? before, OrderRecord perhaps)
    {
        foreach (var one in LaneName.NewDueOf(before, perhaps))
        {
            GrainOf(grains, one.Lane).LookAsync(one.Due).Ignore();
        }
    }
}
