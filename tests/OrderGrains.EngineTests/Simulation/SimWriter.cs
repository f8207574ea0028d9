namespace OrderGrains.EngineTests.Simulation;

/// <summary>
/// A silo's way of writing: what waits in batches, which fail as the seed says. In a run of one silo it is the embedded store's, one batch after
/// another, and ends with the process. In others it is a database server's: two batches may be under way, and what has left the silo lands though
/// the silo ends.
/// </summary>
internal sealed class SimWriter(World world, SimSilo silo)
{
    private readonly List<SimWrite> _waiting = [];
    private readonly List<List<SimWrite>> _underWay = [];
    private bool _closed;

    private int AtOnce => world.IsAlone ? 1 : 2;

    /// <summary>Adds a write.</summary>
    /// <exception cref="EngineUnavailableException">Too many wait, or it is closed.</exception>
    public Task<T> AddAsync<T>(Func<bool, T> land)
    {
        if (_closed || _waiting.Count >= world.Plan.MostWaitingWrites)
        {
            throw new EngineUnavailableException("Too many writes wait.", TimeSpan.FromSeconds(2));
        }

        var write = new SimWrite<T>(land);
        _waiting.Add(write);
        if (_waiting.Count == 1 && _underWay.Count < AtOnce)
        {
            world.Loop.Post(silo.Life, Begin);
        }

        return write.Done;
    }

    public void Close() => _closed = true;

    /// <summary>The silo ends here: what is under way is kept or is not, and what was not synced is lost.</summary>
    public void Crash()
    {
        foreach (var batch in _underWay)
        {
            if (!world.IsAlone)
            {
                batch.RemoveAll(_ => world.Draw(0.3)); // It never left.
            }
            else if (world.Draw(0.5))
            {
                world.Trace.Note("survives", silo.Name, number: batch.Count);
                batch.ForEach(write => write.Land(late: false));
                world.Database.Sync();
            }
        }

        if (world.IsAlone)
        {
            world.Database.LoseUnsynced();
        }
    }

    private void Begin()
    {
        if (_waiting.Count == 0 || _underWay.Count >= AtOnce)
        {
            return;
        }

        var batch = _waiting.Take(world.Plan.MostInBatch).ToList();
        _waiting.RemoveRange(0, batch.Count);
        if (world.StoreFails())
        {
            // The real writers try a failed batch again one by one, so that the bad ones fail alone.
            batch.RemoveAll(write => world.Draw(0.5) && Answer(() => write.Fail("The write failed.")));
        }

        var began = world.Loop.Now;
        _underWay.Add(batch);
        world.Loop.After(world.IsAlone ? silo.Life : world.Loop.World, world.WriteTakes(), () => Land(batch, began));
        if (_waiting.Count > 0)
        {
            world.Loop.Post(silo.Life, Begin);
        }
    }

    private void Land(List<SimWrite> batch, long began)
    {
        var late = world.Loop.Now - began > TimeSpan.FromSeconds(2).Ticks;
        var uncertain = world.StoreFails();
        var silent = uncertain && !world.IsAlone && world.Draw(0.3);
        world.Trace.Note(uncertain ? "commit, and says it failed" : late ? "commit, late" : "commit", silo.Name, number: batch.Count);
        _underWay.Remove(batch);
        foreach (var write in batch)
        {
            write.Land(late);
            if (silent)
            {
                world.Loop.After(silo.Life, SimStore.LongestWait, () => write.Fail("The database went silent."));
            }
            else
            {
                Answer(uncertain ? () => write.Fail("Nobody knows.") : write.Answer);
            }
        }

        if (world.Bug != Bug.CommitWithoutSync)
        {
            world.Database.Sync();
        }

        world.Loop.Post(silo.Life, Begin);
    }

    private bool Answer(Action answer)
    {
        world.Loop.Post(silo.Life, answer);
        return true;
    }
}

/// <summary>A write, and who waits for it.</summary>
internal abstract class SimWrite
{
    public abstract void Land(bool late);

    public abstract void Answer();

    public abstract void Fail(string why);
}

/// <inheritdoc/>
internal sealed class SimWrite<T>(Func<bool, T> land) : SimWrite
{
    private readonly TaskCompletionSource<T> _done = new();
    private T? _result;
    private Exception? _refused;

    public Task<T> Done => _done.Task;

    public override void Land(bool late)
    {
        try
        {
            _result = land(late);
        }
        catch (Engine.StoreConflictException exception)
        {
            _refused = exception;
        }
    }

    public override void Answer()
    {
        if (_refused is null)
        {
            _done.TrySetResult(_result!);
        }
        else
        {
            _done.TrySetException(_refused);
        }
    }

    public override void Fail(string why) => _done.TrySetException(new IOException(why));
}
