using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace OrderGrains.Sqlite;

/// <summary>A few connections that read, each for one reader at a time. Readers and the writer do not wait for each other.</summary>
internal sealed class ReadPool : IDisposable
{
    private readonly ConcurrentBag<ReadConnection> _free = [];
    private readonly SemaphoreSlim _slots;
    private readonly TimeSpan _retryAfter;
    private readonly Action<Exception> _damaged;
    private volatile bool _disposed;

    /// <param name="path">The database.</param>
    /// <param name="connections">Readers at a time.</param>
    /// <param name="retryAfter">What is said where nothing can be read.</param>
    /// <param name="damaged">Told where what is read is not what was written, or the disk fails.</param>
    public ReadPool(string path, int connections, TimeSpan retryAfter, Action<Exception> damaged)
    {
        (_slots, _retryAfter, _damaged) = (new(connections), retryAfter, damaged);
        for (var index = 0; index < connections; index++)
        {
            _free.Add(new(Database.OpenForReading(path)));
        }
    }

    /// <summary>Reads. SQLite reads on the calling thread; nothing else is awaited while a connection is held.</summary>
    /// <exception cref="EngineUnavailableException">The store is closed, or cannot be read now.</exception>
    public async Task<T> ReadAsync<T>(Func<ReadConnection, T> read, CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        if (!_free.TryTake(out var connection))
        {
            _slots.Release();
            throw new EngineUnavailableException("The store is closed.", _retryAfter);
        }

        try
        {
            return read(connection);
        }
        catch (Exception exception) when (Trouble.IsFatal(exception))
        {
            _damaged(exception);
            throw new EngineUnavailableException("The store is damaged.", _retryAfter, exception);
        }
        catch (SqliteException exception)
        {
            throw new EngineUnavailableException("The store could not be read.", _retryAfter, exception);
        }
        finally
        {
            _free.Add(connection);
            _slots.Release();
            if (_disposed)
            {
                Dispose();
            }
        }
    }

    /// <summary>Closes the connections; one that is being read from when that reader ends.</summary>
    public void Dispose()
    {
        _disposed = true;
        while (_free.TryTake(out var connection))
        {
            connection.Dispose();
        }
    }
}

/// <summary>A connection that reads, with its prepared statements.</summary>
internal sealed class ReadConnection(SqliteConnection connection) : IDisposable
{
    private readonly Dictionary<string, Statement> _statements = new(StringComparer.Ordinal);

    /// <summary>The statement of a text, prepared once. Texts are few: they do not vary with values.</summary>
    public Statement Statement(string sql) =>
        _statements.TryGetValue(sql, out var known) ? known : _statements[sql] = new(connection, sql);

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }

        connection.Dispose();
    }
}
