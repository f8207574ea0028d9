using OrderGrains.Engine;

namespace OrderGrains.EngineTests.Simulation;

/// <summary>An order's row.</summary>
internal sealed record SimRow(long Key, ReadOnlyMemory<byte> Bytes, OrderRecord Record);

/// <summary>The version of an order that was read.</summary>
internal sealed record SimTag(int Version) : StoreTag;

/// <summary>
/// What is kept of a run, for all its silos, and what would be lost: writes that were not synced are undone by a crash, the latest
/// first.
/// </summary>
internal sealed class SimDatabase(World world)
{
    private readonly Stack<Action> _undo = new();
    private readonly SortedDictionary<string, SimLaneRow> _lanes = new(StringComparer.Ordinal);

    public Dictionary<OrderId, SimRow> Orders { get; } = [];

    public Dictionary<long, OrderId> ByKey { get; } = [];

    public Dictionary<OrderId, List<LogEntry>> Log { get; } = [];

    public IEnumerable<KeyValuePair<string, SimLaneRow>> Lanes => _lanes;

    public DateTimeOffset? LastChange => Orders.Count == 0 ? null : Orders.Values.Max(row => row.Record.ChangedAt);

    public SimLaneRow Lane(LaneName lane) => _lanes.TryGetValue(lane.ToString(), out var row) ? row : _lanes[lane.ToString()] = new();

    /// <summary>Writes an order over the version that it was made from.</summary>
    /// <param name="write">What to write.</param>
    /// <param name="late">Whether nobody waits for it any more.</param>
    public StoreTag Write(OrderWrite write, bool late)
    {
        var after = write.After ?? throw new NotSupportedException("Nothing is removed in a simulation.");
        var before = Orders.GetValueOrDefault(write.Order);
        var (stands, madeFrom) = (before?.Record.Version ?? 0, (write.Tag as SimTag)?.Version ?? 0);
        if (stands != madeFrom)
        {
            if (world.Bug != Bug.WriteWithoutVersion && !(world.Bug == Bug.LateWriteWithoutVersion && late))
            {
                world.Counts.Conflicts++;
                throw new StoreConflictException(write.Order, madeFrom);
            }

            world.Broken(Promise.NoLostUpdate, $"Version {stands} of {write.Order} is written over by what was made from {madeFrom}.");
        }

        var key = before?.Key ?? Orders.Count + 1;
        var log = Log.TryGetValue(write.Order, out var entries) ? entries : Log[write.Order] = [];
        var length = log.Count;
        Orders[write.Order] = new(key, write.Bytes, after);
        ByKey[key] = write.Order;
        List<LaneDue> removed = [.. write.NoLongerDue.Where(due => Lane(due.Lane).Due.Remove((due.Due, key)))];
        List<LaneDue> added = [.. write.NewlyDue.Where(due => Lane(due.Lane).Due.Add((due.Due, key)))];
        log.AddRange(write.Log);
        _undo.Push(() => Undo(write.Order, before, log, length));
        _undo.Push(() =>
        {
            added.ForEach(due => Lane(due.Lane).Due.Remove((due.Due, key)));
            removed.ForEach(due => Lane(due.Lane).Due.Add((due.Due, key)));
        });
        if (world.Trace.KeepsLines)
        {
            world.Trace.Log($"{write.Order} {after.Version} {after.State.Status}: {string.Join(", ", after.State.Requests
                .Where(request => request.IsOpen() || request.State == RequestState.Parked)
                .Select(request => $"{request.Operation} {request.State} {request.Step} {request.DueAt:HH:mm:ss.ffff} {request.LastCode}"))}");
        }

        added.ForEach(due => world.Ticks.Arrange(due.Lane));
        world.Committed(before?.Record ?? OrderRecord.New(write.Order), after);
        return new SimTag(after.Version);
    }

    /// <summary>Begins an epoch.</summary>
    public LaneStart Enter(LaneName lane)
    {
        var row = Lane(lane);
        row.Epoch += world.Bug == Bug.LaneWithoutEpoch && row.Epoch > 0 ? 0 : 1;
        row.Starts.Add(world.Loop.Now);
        row.Handed.Add(Claims.Read(row.Claims));
        if (world.Trace.KeepsLines)
        {
            world.Trace.Log($"lane {lane} begins epoch {row.Epoch}");
        }

        var claims = world.Bug == Bug.RestartReadsEverything ? Claims.Write(row.Due.Select(due => new Claim(ByKey[due.Key], due.Due))) : row.Claims;
        return new(row.Epoch, claims, row.PausedBy);
    }

    /// <summary>Replaces a lane's claims.</summary>
    public bool Claim(LaneName lane, long epoch, byte[] claims)
    {
        var row = Lane(lane);
        if (row.Epoch != epoch)
        {
            return false;
        }

        row.Claims = claims;
        if (world.Trace.KeepsLines)
        {
            world.Trace.Log($"lane {lane} epoch {epoch} claims {string.Join(", ", Claims.Read(claims).Select(claim => $"{claim.Order} {claim.Due:HH:mm:ss.ffff}"))}");
        }

        return true;
    }

    /// <summary>Everything written so far survives a crash.</summary>
    public void Sync() => _undo.Clear();

    /// <summary>A crash: what was not synced is gone.</summary>
    public void LoseUnsynced()
    {
        while (_undo.TryPop(out var undo))
        {
            undo();
        }
    }

    private void Undo(OrderId order, SimRow? before, List<LogEntry> log, int length)
    {
        log.RemoveRange(length, log.Count - length);
        if (before is null)
        {
            Orders.Remove(order);
        }
        else
        {
            Orders[order] = before;
        }
    }
}
