using OrderGrains.Embedded;
using OrderGrains.Embedded.Storage;

namespace OrderGrains.EngineTests.Simulation;

/// <summary>
/// A process's store over a <see cref="SimDisk"/>: commits what waits in one transaction, as the real writer does, and fails as the
/// seed says. A commit is seen by readers once it is synced, as in SQLite; a crash in between keeps it or not.
/// </summary>
internal sealed class SimStore(World world, SimDisk disk, Life life, WorkScheduler scheduler, EmbeddedOptions options) : IOrderStore
{
    private readonly List<(PendingWrite Write, TaskCompletionSource<bool> Done)> _pending = [];
    private readonly Loop _loop = world.Loop;
    private readonly long _startedAt = world.Loop.Wall.UtcTicks;
    private bool _committing;
    private bool _abandoned;
    private List<PendingWrite>? _limbo;

    public StartReads Start { get; } = disk.Read();

    public IOrderIndex Index => throw new NotSupportedException("Lists are not simulated.");

    public Task<StoredOrder?> FindAsync(OrderId order, CancellationToken cancellationToken) => ReadAsync(
        () => disk.Orders.GetValueOrDefault(order) is { } row ? new StoredOrder(row.Key, RecordCodec.Read(row.Bytes), row.Bytes.Length) : null,
        () => new EngineUnavailableException("The order could not be read.", options.RetryAfter),
        cancellationToken);

    public Task<List<DueRow>> DueAsync(long lane, (long Due, long Key) after, long upTo, int limit, CancellationToken cancellationToken) =>
        ReadAsync<List<DueRow>>(
            () => [.. After(lane, after).TakeWhile(row => row.Due <= upTo).Take(limit).Select(row => new DueRow(row.Due, row.Key, disk.ByKey[row.Key]))],
            static () => new InvalidOperationException("The index could not be read."),
            cancellationToken);

    public Task<long?> NextDueAsync(long lane, (long Due, long Key) after, CancellationToken cancellationToken) => ReadAsync<long?>(
        () => After(lane, after).Select(row => (long?)row.Due).FirstOrDefault(),
        static () => new InvalidOperationException("The index could not be read."),
        cancellationToken);

    public Task WriteAsync(PendingWrite write)
    {
        if (_abandoned || _pending.Count >= options.MaxPendingWrites)
        {
            throw new EngineUnavailableException("Too many writes wait.", options.RetryAfter);
        }

        var done = scheduler.Completion<bool>();
        _pending.Add((write, done));
        if (world.Bug == Bug.AnswerBeforeCommit && write is RecordWrite record)
        {
            record.Key = disk.KeyOf(record.After.Id);
            scheduler.Complete(done, true);
        }

        if (!_committing)
        {
            _committing = true;
            _loop.Post(life, Commit);
        }

        return done.Task;
    }

    public void Abandon() => _abandoned = true;

    public Task CloseAsync()
    {
        _abandoned = true;
        return Task.CompletedTask;
    }

    /// <summary>The process ends here: what was being committed is on the disk or is not, and what was not synced is lost.</summary>
    public void Crash()
    {
        if (_limbo is { } limbo && world.Draw(0.5))
        {
            world.Trace.Note("survives", number: limbo.Count);
            limbo.ForEach(Apply);
            disk.Sync();
        }

        disk.LoseUnsynced();
    }

    private void Commit()
    {
        if (_pending.Count == 0)
        {
            _committing = false;
            return;
        }

        var batch = _pending.Take(options.MaxBatch).ToList();
        _pending.RemoveRange(0, batch.Count);
        disk.Number(batch.SelectMany(pending => pending.Write.Names), Start.Names);
        if (world.StoreFails())
        {
            // The real writer tries a failed batch again one by one, so that the bad ones fail alone.
            var kept = batch.Where(_ => world.Draw(0.5)).ToList();
            batch.Except(kept).ToList().ForEach(pending => Fail(pending.Done, "The write failed."));
            batch = kept;
        }

        _limbo = [.. batch.Select(pending => pending.Write)];
        _loop.After(life, world.CommitTakes(), () => Synced(batch));
    }

    private void Synced(List<(PendingWrite Write, TaskCompletionSource<bool> Done)> batch)
    {
        _limbo = null;
        var uncertain = world.StoreFails();
        world.Trace.Note(uncertain ? "commit, and says it failed" : "commit", number: batch.Count);
        foreach (var (write, done) in batch)
        {
            try
            {
                Apply(write);
            }
            catch (InvalidOperationException exception)
            {
                world.Broken(Promise.NoLostUpdate, exception.Message);
                Fail(done, exception.Message);
                continue;
            }

            if (uncertain)
            {
                Fail(done, "Nobody knows.");
            }
            else
            {
                scheduler.Complete(done, true);
            }
        }

        if (world.Bug != Bug.CommitWithoutSync)
        {
            disk.Sync();
        }

        _loop.Post(life, Commit);
    }

    private void Fail(TaskCompletionSource<bool> done, string why) => scheduler.Fail(done, new IOException(why));

    private void Apply(PendingWrite write)
    {
        if (write is RecordWrite record)
        {
            disk.Apply(record, Start.Names);
            world.Committed(record.Before.Record, record.After);
        }
        else
        {
            disk.Apply((PauseWrite)write);
        }
    }

    /// <summary>Rows of a lane after a position; keys are small, so that the next one is the next tuple.</summary>
    private IEnumerable<(long Lane, long Due, long Key)> After(long lane, (long Due, long Key) after)
    {
        var rows = disk.Due.GetViewBetween((lane, after.Due, after.Key + 1), (lane, long.MaxValue, long.MaxValue));
        return world.Bug == Bug.RequestsLostOnRestart ? rows.Where(row => row.Due > _startedAt) : rows;
    }

    private Task<T> ReadAsync<T>(Func<T> read, Func<Exception> failure, CancellationToken cancellationToken)
    {
        var done = scheduler.Completion<T>();
        _loop.Post(life, () =>
        {
            if (cancellationToken.IsCancellationRequested)
            {
                done.TrySetCanceled(cancellationToken);
            }
            else if (_abandoned || world.StoreFails())
            {
                done.TrySetException(failure());
            }
            else
            {
                done.TrySetResult(read());
            }
        });
        return done.Task;
    }
}
