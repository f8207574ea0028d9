using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;

namespace OrderGrains.Embedded.Storage;

/// <summary>The store of one machine: a locked directory, one SQLite file in it, one writer and a few readers.</summary>
internal sealed class SqliteStore : IOrderStore
{
    private const string OldSql = """
        SELECT log.seq, log.at, orders.tenant, orders.channel, orders.external_id
        FROM log LEFT JOIN orders ON orders.key = log.order_key AND orders.log = log.seq
            AND orders.next_due IS NULL AND orders.parked = 0 AND orders.attention IS NULL
        WHERE log.seq > @0 ORDER BY log.seq LIMIT @1
        """;

    private readonly EmbeddedOptions _options;
    private readonly DirectoryLock _directory;
    private readonly ReadPool[] _pools;
    private readonly OrderReads _orders;
    private readonly OrderReads _due;
    private readonly OrderWriter _writer;
    private readonly SafeFileHandle _file;

    /// <summary>Locks, opens and checks.</summary>
    /// <param name="options">Where, and the bounds.</param>
    /// <param name="log">What is no failure of the store but worth a line.</param>
    /// <param name="fatal">Told once, when the disk has failed.</param>
    /// <exception cref="InvalidOperationException">The directory is in use, or a commit would not be durable there.</exception>
    public SqliteStore(EmbeddedOptions options, ILogger log, Action<Exception> fatal)
    {
        _options = options;
        _directory = DirectoryLock.Take(options.DataDirectory);
        try
        {
            var path = Database.PathIn(options.DataDirectory);
            var connection = Database.OpenForWriting(path, log);
            _file = Database.OpenForSyncing(path);
            Start = StartReads.Of(connection);
            _pools = [new(path, options.ReadConnections), new(path, 1), new(path, 2)];
            _orders = new(_pools[0], Start.Names);
            _due = new(_pools[1], Start.Names);
            Index = new OrderList(_pools[2], Start.Names);
            _writer = new(new WriteSession(connection, Start.Names, options.Faults), new Checkpointer(path, _file, log), options, log, fatal);
        }
        catch
        {
            _file?.Dispose();
            _directory.Dispose();
            throw;
        }
    }

    public StartReads Start { get; }

    public IOrderIndex Index { get; }

    public async Task<StoredOrder?> FindAsync(OrderId order, CancellationToken cancellationToken)
    {
        try
        {
            return await _orders.FindAsync(order, cancellationToken).ConfigureAwait(false);
        }
        catch (SqliteException exception)
        {
            throw new EngineUnavailableException("The order could not be read.", _options.RetryAfter, exception);
        }
    }

    public Task<List<DueRow>> DueAsync(long lane, (long Due, long Key) after, long upTo, int limit, CancellationToken cancellationToken) =>
        _due.DueAsync(lane, after, upTo, limit, cancellationToken);

    public Task<long?> NextDueAsync(long lane, (long Due, long Key) after, CancellationToken cancellationToken) =>
        _due.NextDueAsync(lane, after, cancellationToken);

    /// <summary>
    /// The next rows of the log after one, up to the first that is not older than a time, each with its order where it is that order's newest
    /// and nothing is due for it: candidates for removal.
    /// </summary>
    public Task<List<(long Row, OrderId? Order)>> OldOrdersAsync(long after, long before, int limit, CancellationToken cancellationToken) =>
        _pools[2].ReadAsync(
            connection =>
            {
                var page = new List<(long, OrderId?)>();
                using var rows = connection.Statement(OldSql).Read(after, limit);
                while (rows.Read() && rows.GetInt64(1) < before)
                {
                    page.Add((rows.GetInt64(0), rows.IsDBNull(2)
                        ? null
                        : OrderId.Create(Start.Names.NameOf(rows.GetInt64(2)), (Channel)rows.GetInt32(3), rows.GetString(4))));
                }

                return page;
            },
            cancellationToken);

    /// <summary>The order as it is exported; null where there is none.</summary>
    public Task<string?> ExportAsync(OrderId order, CancellationToken cancellationToken) =>
        _pools[2].ReadAsync(connection => OrderExports.Read(connection.Connection, order), cancellationToken);

    public Task WriteAsync(PendingWrite write)
    {
        write.Prepare();
        return _writer.WriteAsync(write);
    }

    public void Abandon() => _ = _writer.AbandonAsync();

    public async Task CloseAsync()
    {
        try
        {
            foreach (var pool in _pools)
            {
                pool.Dispose();
            }

            await _writer.CloseAsync().ConfigureAwait(false);
        }
        finally
        {
            _file.Dispose();
            _directory.Dispose();
        }
    }
}
