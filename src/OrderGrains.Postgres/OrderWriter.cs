using Npgsql;

namespace OrderGrains.Postgres;

/// <summary>
/// The one writer of a process: commits what waits, of many orders, in one statement. While some are under way, what comes meanwhile waits for the next. One
/// that fails as a whole is sent again order by order, so that a bad record fails alone; a conflict always does. At most one write of an order is under way:
/// its actor awaits each. A write is answered within <see cref="Longest"/>, whatever hangs.
/// </summary>
internal sealed class OrderWriter
{
    /// <summary>After this a write that still waits is not written, and of one that was sent nobody knows whether it was kept.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    private readonly PostgresDatabase _database;
    private readonly PostgresOptions _options;
    private readonly WriteQueue<PendingWrite> _pending;
    private readonly SemaphoreSlim _free;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _abandoned;

    public OrderWriter(PostgresDatabase database, PostgresOptions options)
    {
        (_database, _options) = (database, options);
        (_pending, _free) = (new(options.MaxPendingWrites), new(options.MaxStatements));
        new Thread(Run) { Name = "order writer", IsBackground = true }.Start();
    }

    /// <summary>Completes when the write is durable, with the new tag.</summary>
    /// <exception cref="EngineUnavailableException">Nothing was written: too many wait, the database takes nothing now, or the writer has ended.</exception>
    /// <exception cref="StoreConflictException">Another version stands there: nothing was written.</exception>
    /// <exception cref="TimeoutException">The database gave no answer: nobody knows.</exception>
    public async Task<PostgresTag?> WriteAsync(OrderWrite write)
    {
        var pending = new PendingWrite(write);
        if (!_pending.TryAdd(pending))
        {
            throw new EngineUnavailableException("Too many writes wait.", PostgresDatabase.RetryAfter);
        }

        try
        {
            return await pending.Done.WaitAsync(Longest, _options.Deadlines).ConfigureAwait(false);
        }
        catch (TimeoutException exception) when (pending.GiveUp())
        {
            throw new EngineUnavailableException("The database takes nothing now.", PostgresDatabase.RetryAfter, exception);
        }
    }

    /// <summary>Writes what waits, and ends.</summary>
    public Task CloseAsync()
    {
        _pending.Close();
        return _ended.Task;
    }

    /// <summary>Ends without sending anything more: as if the process had ended here.</summary>
    public Task AbandonAsync()
    {
        _abandoned = true;
        return CloseAsync();
    }

    private void Run()
    {
        var batch = new List<PendingWrite>();
        _free.Wait();
        while (_pending.Take(batch, _options.MaxBatch, Timeout.InfiniteTimeSpan))
        {
            _options.Committing(batch.Count);
            _ = CommitAsync([.. batch]);
            _free.Wait();
        }

        for (var statement = 1; statement < _options.MaxStatements; statement++)
        {
            _free.Wait(); // The last that are under way.
        }

        _ended.SetResult();
    }

    /// <summary>Makes room for the next once it has ended, or hangs; then its connection is lost to the pool until the database answers.</summary>
    private async Task CommitAsync(IReadOnlyList<PendingWrite> batch)
    {
        await SendAllAsync(batch).WaitAsync(Longest, _options.Deadlines).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _free.Release();
    }

    private async Task SendAllAsync(IReadOnlyList<PendingWrite> batch)
    {
        foreach (var statement in Statements(batch))
        {
            await SendAsync(statement).ConfigureAwait(false);
        }
    }

    private async Task SendAsync(IReadOnlyList<PendingWrite> statement)
    {
        var sent = statement;
        try
        {
            await using var connection = await ConnectAsync().ConfigureAwait(false);
            sent = [.. statement.Where(static write => write.Send())];
            var keys = sent.Count == 0 ? [] : await OrderStatement.RunAsync(connection, [.. sent.Select(static write => write.Write)], default).ConfigureAwait(false);
            for (var index = 0; index < keys.Length; index++)
            {
                sent[index].End(keys[index]);
            }
        }
        catch (Exception exception) when (sent.Count > 1 && IsUndone(exception))
        {
            foreach (var write in sent)
            {
                await SendAsync([write]).ConfigureAwait(false);
            }
        }
        catch (Exception exception)
        {
            Fail(sent, exception is PostgresException && IsUndone(exception)
                ? new EngineUnavailableException("Nothing was written.", PostgresDatabase.RetryAfter, exception)
                : exception);
        }
    }

    private Task<NpgsqlConnection> ConnectAsync() => _abandoned
        ? throw new EngineUnavailableException("The store was abandoned.", PostgresDatabase.RetryAfter)
        : _database.ConnectAsync(CancellationToken.None);

    /// <summary>Whether nothing of a statement was kept: the database refused it, or the driver did before it was sent. After anything else nobody knows.</summary>
    private static bool IsUndone(Exception exception) => exception is PostgresException { InvariantSeverity: "ERROR" } or ArgumentException;

    /// <summary>
    /// Cuts a batch where one statement would be too large, or an order comes twice. All write their rows in the order of their keys, so that two silos that
    /// write the same orders do not wait for each other.
    /// </summary>
    private static IEnumerable<IReadOnlyList<PendingWrite>> Statements(IReadOnlyList<PendingWrite> batch)
    {
        var (statement, bytes) = (new Dictionary<OrderId, PendingWrite>(), 0L);
        foreach (var write in batch)
        {
            if ((bytes > 0 && bytes + write.Bytes > OrderStatement.MaxBytes) || statement.ContainsKey(write.Write.Order))
            {
                yield return Sorted(statement);
                (statement, bytes) = ([], 0);
            }

            statement.Add(write.Write.Order, write);
            bytes += write.Bytes;
        }

        yield return Sorted(statement);
    }

    private static PendingWrite[] Sorted(Dictionary<OrderId, PendingWrite> statement)
    {
        var writes = statement.Values.ToArray();
        Array.Sort(writes, static (one, other) => (one.Key, other.Key) switch
        {
            ({ } key, { } otherKey) => key.CompareTo(otherKey),
            (null, null) => string.CompareOrdinal(one.Write.Order.ToString(), other.Write.Order.ToString()),
            (null, _) => 1,
            _ => -1,
        });
        return writes;
    }

    private static void Fail(IReadOnlyList<PendingWrite> writes, Exception exception)
    {
        foreach (var write in writes)
        {
            write.Fail(exception);
        }
    }
}
