using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;

namespace OrderGrains.Sqlite;

/// <summary>What a store has from its opening to its closing: a locked directory, one SQLite file in it, one writer and a few readers.</summary>
internal sealed class OpenStore
{
    private readonly DirectoryLock _directory;
    private readonly SafeFileHandle? _file;
    private readonly ReadPool[] _pools;
    private readonly OrderWriter _writer;

    /// <summary>Locks, opens and checks.</summary>
    /// <exception cref="InvalidOperationException">The directory is in use, or a commit would not be durable there.</exception>
    public OpenStore(SqliteOptions options, ILogger log, Action<Exception> fatal)
    {
        _directory = DirectoryLock.Take(options.DataDirectory);
        try
        {
            var path = Database.PathIn(options.DataDirectory);
            _directory.DemandDatabase(path);
            OwnerOnly.Keep(Path.GetFullPath(options.DataDirectory), log);
            OwnerOnly.Make(path);
            var connection = Database.OpenForWriting(path, _directory, log);
            _directory.DatabaseIsMade();
            _file = Database.OpenForSyncing(path);
            var names = Names.Of(connection);
            CustomerHashKey = Schema.CustomerHashKey(connection);
            LastChange = Sql.Scalar(connection, "SELECT at FROM log ORDER BY seq DESC LIMIT 1") is long at ? Sql.Time(at) : null;
            void Damaged(Exception exception) => _writer?.Break(exception);
            _pools =
            [
                new(path, options.ReadConnections, options.RetryAfter, Damaged), new(path, 1, options.RetryAfter, Damaged), new(path, 2, options.RetryAfter, Damaged),
            ];
            (Orders, Due, Lists) = (new(_pools[0], names), new(_pools[1], names), new(_pools[2], names));
            (Index, Failures) = (new(_pools[2], names), new(_pools[2], names));
            _writer = new(new WriteSession(connection, names, _directory.Mark), new Checkpointer(path, _file, log), path, options, log, fatal);
        }
        catch
        {
            _file?.Dispose();
            _directory.Dispose();
            throw;
        }
    }

    public ReadOnlyMemory<byte> CustomerHashKey { get; }

    public DateTimeOffset? LastChange { get; }

    /// <summary>Reads single orders.</summary>
    public OrderReads Orders { get; }

    /// <summary>Reads what is due.</summary>
    public OrderReads Due { get; }

    /// <summary>Reads what takes longer.</summary>
    public OrderReads Lists { get; }

    /// <summary>Lists and counts.</summary>
    public OrderList Index { get; }

    /// <summary>Groups failures.</summary>
    public FailureList Failures { get; }

    /// <summary>Connections that read what is due.</summary>
    public ReadPool DuePool => _pools[1];

    /// <summary>Connections that read what takes longer.</summary>
    public ReadPool ListPool => _pools[2];

    /// <summary>Completes when the write is durable.</summary>
    /// <exception cref="EngineUnavailableException">Too many wait, or the store is closed.</exception>
    public Task<T> WriteAsync<T>(PendingWrite<T> write) => _writer.WriteAsync(write);

    /// <summary>Closes, and lets another process have the directory.</summary>
    /// <param name="crash">Whether what waits is not written, as if the process had ended.</param>
    public async Task CloseAsync(bool crash)
    {
        try
        {
            foreach (var pool in _pools)
            {
                pool.Dispose();
            }

            await (crash ? _writer.AbandonAsync() : _writer.CloseAsync()).ConfigureAwait(false);
        }
        finally
        {
            _file?.Dispose();
            _directory.Dispose();
        }
    }
}
