using OrderGrains.Engine;

namespace OrderGrains.EngineTests.Simulation;

/// <summary>
/// The lanes' reminders: a tick a minute, from some silo that is there. Only those are played that can find something: while a row of the lane is due,
/// or lies so far ahead that a tick mends it, and once after a clock was set.
/// </summary>
internal sealed class SimTicks(World world)
{
    private readonly Dictionary<LaneName, (long At, SimTimer Timer)> _next = [];
    private readonly HashSet<LaneName> _wanted = [];

    /// <summary>Sees to it that a tick comes once something of the lane is due.</summary>
    public void Arrange(LaneName lane)
    {
        if (world.Bug is Bug.OfferLostAndNoLook or Bug.DeadTimersAndNoTicks || First(lane) is not { } wait)
        {
            return;
        }

        var at = (world.Loop.Now + wait.Ticks) / TimeSpan.TicksPerMinute * TimeSpan.TicksPerMinute + TimeSpan.TicksPerMinute;
        if (_next.TryGetValue(lane, out var next))
        {
            if (next.At > world.Loop.Now && next.At <= at)
            {
                return;
            }

            next.Timer.Dispose();
        }

        var timer = new SimTimer(world.Loop, world.Loop.World, () => Tick(lane));
        timer.Change(TimeSpan.FromTicks(at - world.Loop.Now), Timeout.InfiniteTimeSpan);
        _next[lane] = (at, timer);
    }

    /// <summary>A clock was set: the next tick of every lane looks at its times anew.</summary>
    public void ArrangeAll()
    {
        foreach (var lane in Plan.Lanes)
        {
            _wanted.Add(lane);
            Arrange(lane);
        }
    }

    /// <summary>How long until a tick finds something; null where nothing is to come.</summary>
    private TimeSpan? First(LaneName lane)
    {
        if (_wanted.Contains(lane))
        {
            return TimeSpan.Zero;
        }

        var rows = world.Database.Lane(lane).Due;
        if (rows.Count == 0)
        {
            return null;
        }

        var now = world.Loop.Wall;
        var wait = rows.Min.Due - now;
        return wait <= TimeSpan.Zero || (!lane.IsClock && rows.Max.Due - now > FarAhead.OfTargets) ? TimeSpan.Zero : wait;
    }

    private void Tick(LaneName lane)
    {
        _next.Remove(lane);
        var silos = world.Cluster.Members.Where(silo => !silo.Life.Ended).ToList();
        if (silos.Count > 0 && !world.LosesTick())
        {
            world.Counts.Ticks++;
            _wanted.Remove(lane);
            var from = silos[world.Next(silos.Count)];
            world.Loop.Post(from.Life, () => _ = TickAsync(from, lane));
        }

        Arrange(lane);
    }

    private async Task TickAsync(SimSilo from, LaneName lane)
    {
        try
        {
            await world.Cluster.CallAsync(from, SimKey.Of(lane), static async one =>
            {
                await ((SimLane)one).TickAsync();
                return true;
            });
        }
        catch (Exception)
        {
            // The next one comes in a minute.
        }
    }
}
