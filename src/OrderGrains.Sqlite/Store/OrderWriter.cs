using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace OrderGrains.Sqlite;

/// <summary>
/// The one writer, on a thread of its own: commits what waits, of many orders, in one transaction. A batch that fails is tried
/// again one by one, so that a bad record fails alone. When the disk fails nothing is written any more, since nobody knows
/// what of it was kept.
/// </summary>
internal sealed class OrderWriter
{
    private readonly WriteQueue<PendingWrite> _pending;
    private readonly WriteSession _session;
    private readonly SqliteOptions _options;
    private readonly Checkpointer _checkpointer;
    private readonly string _path;
    private readonly FilesOnDisk _files;
    private readonly ILogger _log;
    private readonly Action<Exception> _fatal;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<PendingWrite> _applied = []; // Of the transaction under way.
    private Exception? _broken;
    private bool _full;

    /// <param name="session">Owned by the writer from here on.</param>
    /// <param name="checkpointer">Likewise.</param>
    /// <param name="path">The database.</param>
    /// <param name="options">Bounds.</param>
    /// <param name="log">A disk that is full, and that has room again.</param>
    /// <param name="fatal">Told once, when the disk has failed or what it holds is not what was written.</param>
    public OrderWriter(WriteSession session, Checkpointer checkpointer, string path, SqliteOptions options, ILogger log, Action<Exception> fatal)
    {
        (_session, _checkpointer, _path, _options, _log, _fatal) = (session, checkpointer, path, options, log, fatal);
        _files = new(path);
        _pending = new(options.MaxPendingWrites);
        new Thread(Run) { Name = "order writer", IsBackground = true }.Start();
    }

    /// <summary>Completes when the write is durable.</summary>
    /// <exception cref="EngineUnavailableException">Too many wait, or the writer has ended.</exception>
    public Task<T> WriteAsync<T>(PendingWrite<T> write)
    {
        write.Prepare();
        return _pending.TryAdd(write) ? write.Done : throw new EngineUnavailableException("Too many writes wait.", _options.RetryAfter);
    }

    /// <summary>Writes what waits, moves the log into the database file and closes it.</summary>
    public Task CloseAsync()
    {
        _pending.Close();
        return _ended.Task;
    }

    /// <summary>Closes without writing anything more: as if the process had ended here.</summary>
    public Task AbandonAsync()
    {
        Interlocked.CompareExchange(ref _broken, new OperationCanceledException("The store was abandoned."), null);
        return CloseAsync();
    }

    private void Run()
    {
        var batch = new List<PendingWrite>();
        var looked = TimeProvider.System.GetTimestamp();
        while (_pending.Take(batch, _options.MaxBatch, _options.LookEvery))
        {
            if (TimeProvider.System.GetElapsedTime(looked) >= _options.LookEvery)
            {
                Look();
                looked = TimeProvider.System.GetTimestamp();
            }

            if (batch.Count > 0)
            {
                Commit(batch);
            }
        }

        Close();
    }

    private void Commit(IReadOnlyList<PendingWrite> batch)
    {
        if (Volatile.Read(ref _broken) is { } broken)
        {
            Fail(batch, new EngineUnavailableException("Nothing is written any more.", _options.RetryAfter, broken));
            return;
        }

        try
        {
            foreach (var write in batch)
            {
                write.Number(_session);
            }

            _session.Begin();
            _applied.Clear();
            foreach (var write in batch)
            {
                Apply(write);
            }

            _session.Commit();
        }
        catch (Exception exception)
        {
            Failed([.. batch.Where(write => !write.IsOver)], exception);
            return;
        }

        _options.Committed(_applied.Count);
        HasRoom(true); // Before anybody is told: who sees a write kept has seen that there is room.
        _applied.ForEach(Tell);
        _checkpointer.Wrote(_session.Pages);
    }

    private void Apply(PendingWrite write)
    {
        try
        {
            write.Apply(_session);
            _applied.Add(write);
        }
        catch (StoreConflictException conflict)
        {
            write.Fail(conflict); // It has changed nothing: the others go on.
        }
    }

    private static void Tell(PendingWrite write)
    {
        try
        {
            write.Kept();
            write.Succeed();
        }
        catch (Exception exception)
        {
            write.Fail(exception);
        }
    }

    private void Failed(IReadOnlyList<PendingWrite> batch, Exception exception)
    {
        if (Trouble.IsFatal(exception))
        {
            Break(batch, exception);
            return;
        }

        try
        {
            _session.Rollback();
        }
        catch (SqliteException rollback)
        {
            Break(batch, rollback);
            return;
        }

        if (exception is SqliteException { SqliteErrorCode: Trouble.Full })
        {
            HasRoom(false);
        }

        if (batch.Count == 1)
        {
            Fail(batch, exception is SqliteException ? new EngineUnavailableException("Nothing was written.", _options.RetryAfter, exception) : exception);
            return;
        }

        foreach (var write in batch)
        {
            Commit([write]);
        }
    }

    /// <summary>Says once that the disk is full, and once that it is no longer.</summary>
    private void HasRoom(bool room)
    {
        if (_full == room)
        {
            _full = !room;
            if (_full)
            {
                _log.LogError("The disk is full: what needs a write is answered 503 and kept nowhere until there is room");
            }
            else
            {
                _log.LogInformation("There is room on the disk again");
            }
        }
    }

    /// <summary>Nothing is written from here on, and the process is to end. From any thread.</summary>
    public void Break(Exception exception)
    {
        if (Interlocked.Exchange(ref _broken, exception) is null)
        {
            _fatal(Trouble.Told(exception, _path));
        }
    }

    private void Break(IReadOnlyList<PendingWrite> batch, Exception exception)
    {
        Fail(batch, exception);
        Break(exception);
    }

    /// <summary>
    /// Ends the process where a file was removed or cut. What a write-ahead log that was removed still holds, which is open here, is moved into the database
    /// first.
    /// </summary>
    private void Look()
    {
        if (_broken is null && (_files.Gone() ?? _files.Cut()) is { } file)
        {
            var saved = file == _files.Log && _files.Gone() == file && Saved();
            Break(new DamagedException(saved
                ? $"{file} was removed while the hub ran. What it held was moved into {_path}, and nothing is lost: start the hub again."
                : $"{file} was removed or cut while the hub ran: what was answered last may be lost. Restore a backup with: silo restore --from <file> (docs/operations.md)."));
        }
    }

    private bool Saved()
    {
        try
        {
            Sql.Run(_session.Connection, "PRAGMA wal_checkpoint(TRUNCATE)");
            return true;
        }
        catch (SqliteException)
        {
            return false;
        }
    }

    private static void Fail(IReadOnlyList<PendingWrite> batch, Exception exception)
    {
        foreach (var write in batch)
        {
            write.Fail(exception);
        }
    }

    private void Close()
    {
        try
        {
            _checkpointer.Dispose();
            if (_broken is null)
            {
                _session.Finish();
            }

            _session.Dispose();
            _ended.SetResult();
        }
        catch (Exception exception)
        {
            _ended.SetException(exception);
        }
    }
}
