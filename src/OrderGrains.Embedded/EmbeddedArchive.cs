using Microsoft.Data.Sqlite;
using OrderGrains.Embedded.Storage;

namespace OrderGrains.Embedded;

/// <summary>
/// What a stopped engine left in its data directory, to be read by another: nothing is written. Holds the directory's lock, so that
/// the engine cannot start meanwhile.
/// </summary>
public sealed class EmbeddedArchive : IDisposable
{
    private readonly DirectoryLock _directory;
    private readonly SqliteConnection _connection;
    private readonly StartReads _start;

    private EmbeddedArchive(DirectoryLock directory, SqliteConnection connection) =>
        (_directory, _connection, _start) = (directory, connection, StartReads.Of(connection));

    /// <summary>Key of the customer hashes in the records.</summary>
    public ReadOnlyMemory<byte> CustomerHashKey => _start.CustomerHashKey;

    /// <summary>Opens a directory.</summary>
    /// <exception cref="InvalidOperationException">An engine runs on it, there is no database in it, or a newer version wrote that.</exception>
    public static EmbeddedArchive Open(string dataDirectory)
    {
        var path = Path.Combine(Path.GetFullPath(dataDirectory), "orders.db");
        if (!File.Exists(path))
        {
            throw new InvalidOperationException($"There is no database in {dataDirectory}.");
        }

        var directory = DirectoryLock.Take(dataDirectory);
        try
        {
            // Opening for writing reads back what a crash left in the write-ahead log, and checks the version.
            Database.OpenForWriting(path).Dispose();
            return new(directory, Database.OpenForReading(path));
        }
        catch
        {
            directory.Dispose();
            throw;
        }
    }

    /// <summary>Lanes that an operator paused, such as <c>acme/vtex</c>, by whom and since which UTC ticks.</summary>
    public IReadOnlyList<(string Lane, string By, long At)> Pauses()
    {
        using var statement = new Statement(
            _connection, "SELECT names.name, paused_by, paused_at FROM targets JOIN names ON names.id = targets.lane ORDER BY names.name");
        using var rows = statement.Read();
        var pauses = new List<(string, string, long)>();
        while (rows.Read())
        {
            pauses.Add((rows.GetString(0), rows.GetString(1), rows.GetInt64(2)));
        }

        return pauses;
    }

    /// <summary>How much there is: orders, bytes of records, log entries, bytes of those.</summary>
    public (long Orders, long RecordBytes, long LogEntries, long LogBytes) Count() => (
        Number("SELECT count(*) FROM orders"), Number("SELECT coalesce(sum(length(record)), 0) FROM orders"),
        Number("SELECT count(*) FROM log"), Number("SELECT coalesce(sum(length(body)), 0) FROM log"));

    /// <summary>Every order with its record's bytes, in the order in which they were first written.</summary>
    public IEnumerable<(OrderId Order, byte[] Record, IReadOnlyList<(long At, string? Kind, byte[] Body)> Log)> Orders()
    {
        using var orders = new Statement(_connection, "SELECT key, tenant, channel, external_id, record FROM orders ORDER BY key");
        using var log = new Statement(_connection, "SELECT at, kind, body FROM log WHERE order_key = @0 ORDER BY seq");
        using var rows = orders.Read();
        while (rows.Read())
        {
            var order = OrderId.Create(_start.Names.NameOf(rows.GetInt64(1)), (Channel)rows.GetInt32(2), rows.GetString(3));
            yield return (order, rows.GetFieldValue<byte[]>(4), LogOf(log, rows.GetInt64(0)));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _connection.Dispose();
        _directory.Dispose();
    }

    private static List<(long At, string? Kind, byte[] Body)> LogOf(Statement log, long order)
    {
        using var rows = log.Read(order);
        var entries = new List<(long, string?, byte[])>();
        while (rows.Read())
        {
            entries.Add((rows.GetInt64(0), rows.IsDBNull(1) ? null : rows.GetString(1), rows.GetFieldValue<byte[]>(2)));
        }

        return entries;
    }

    private long Number(string sql) => (long)Sql.Scalar(_connection, sql)!;
}
