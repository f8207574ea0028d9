using OrderGrains.Engine;

namespace OrderGrains.EngineTests.Simulation;

/// <summary>Rings for the orders of one silo, as the product does: one call to a lane at a time, and one more look for all that comes meanwhile. Any may be lost.</summary>
internal sealed class SimBells(World world, SimSilo silo) : ILaneBells
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(5);

    private readonly Dictionary<LaneName, bool> _ringing = []; // Whether it is to ring again.

    public void Ring(LaneName lane)
    {
        if (world.LosesBell())
        {
            world.Trace.Note("bell lost", silo.Name, lane.ToString());
        }
        else if (_ringing.ContainsKey(lane))
        {
            _ringing[lane] = true;
        }
        else
        {
            _ringing[lane] = false;
            world.Loop.Post(silo.Life, () => _ = TellAsync(lane));
        }
    }

    private async Task TellAsync(LaneName lane)
    {
        try
        {
            await world.Cluster.CallAsync(silo, SimKey.Of(lane), static one =>
            {
                ((SimLane)one).Look();
                return Task.FromResult(true);
            });
        }
        catch (Exception)
        {
            // The lane finds it in its index.
        }

        world.Loop.After(silo.Life, Between, () =>
        {
            if (_ringing.Remove(lane, out var again) && again)
            {
                _ringing[lane] = false;
                _ = TellAsync(lane);
            }
        });
    }
}
