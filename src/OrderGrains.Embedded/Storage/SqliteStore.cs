using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;

namespace OrderGrains.Embedded.Storage;

/// <summary>The store of one machine: a locked directory, one SQLite file in it, one writer and a few readers.</summary>
internal sealed class SqliteStore : IOrderStore
{
    private const string OldSql = """
        SELECT key, tenant, channel, external_id FROM orders
        WHERE key > @0 AND changed_at < @1 AND next_due IS NULL AND parked = 0 AND attention IS NULL AND (status >= 80 OR status <= 0)
        ORDER BY key LIMIT @2
        """;

    private readonly EmbeddedOptions _options;
    private readonly DirectoryLock _directory;
    private readonly ReadPool[] _pools;
    private readonly OrderReads _orders;
    private readonly OrderReads _due;
    private readonly OrderWriter _writer;

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
            Start = StartReads.Of(connection);
            _pools = [new(path, options.ReadConnections), new(path, 1), new(path, 2)];
            _orders = new(_pools[0], Start.Names);
            _due = new(_pools[1], Start.Names);
            Index = new OrderList(_pools[2], Start.Names);
            _writer = new(new WriteSession(connection, Start.Names, options.Faults), new Checkpointer(path, log), options, log, fatal);
        }
        catch
        {
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

    /// <summary>Orders that nothing is due for, last changed before a time, by their keys: candidates for removal.</summary>
    public Task<List<(long Key, OrderId Order)>> OldOrdersAsync(long after, long before, int limit, CancellationToken cancellationToken) =>
        _pools[2].ReadAsync(
            connection =>
            {
                var page = new List<(long, OrderId)>();
                using var rows = connection.Statement(OldSql).Read(after, before, limit);
                while (rows.Read())
                {
                    page.Add((rows.GetInt64(0), OrderId.Create(Start.Names.NameOf(rows.GetInt64(1)), (Channel)rows.GetInt32(2), rows.GetString(3))));
                }

                return page;
            },
            cancellationToken);

    /// <summary>The order as it is exported; null where there is none.</summary>
    public Task<string?> ExportAsync(OrderId order, CancellationToken cancellationToken) =>
        _pools[2].ReadAsync(connection => OrderExports.Read(connection.Connection, order), cancellationToken);

    public Task WriteAsync(PendingWrite write) => _writer.WriteAsync(write);

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
            _directory.Dispose();
        }
    }
}
