using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace OrderGrains.Embedded.Storage;

/// <summary>A few connections that read, each for one reader at a time. Readers and the writer do not wait for each other.</summary>
internal sealed class ReadPool : IDisposable
{
    private readonly ConcurrentBag<ReadConnection> _free = [];
    private readonly SemaphoreSlim _slots;
    private volatile bool _disposed;

    public ReadPool(string path, int connections)
    {
        _slots = new(connections);
        for (var index = 0; index < connections; index++)
        {
            _free.Add(new(Database.OpenForReading(path)));
        }
    }

    /// <summary>Reads. SQLite reads on the calling thread; nothing else is awaited while a connection is held.</summary>
    public async Task<T> ReadAsync<T>(Func<ReadConnection, T> read, CancellationToken cancellationToken)
    {
        await _slots.WaitAsync(cancellationToken).ConfigureAwait(false);
        if (!_free.TryTake(out var connection))
        {
            _slots.Release();
            throw new EngineUnavailableException("The store is closed.", TimeSpan.FromSeconds(2));
        }

        try
        {
            return read(connection);
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
    /// <summary>For what prepares its own statements.</summary>
    public SqliteConnection Connection => connection;

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
