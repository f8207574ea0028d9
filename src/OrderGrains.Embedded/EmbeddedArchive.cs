using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
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
        var path = Database.PathIn(dataDirectory);
        if (!File.Exists(path))
        {
            throw new InvalidOperationException($"There is no database in {dataDirectory}.");
        }

        var directory = DirectoryLock.Take(dataDirectory);
        try
        {
            // Opening for writing reads back what a crash left in the write-ahead log, and checks the version.
            Database.OpenForWriting(path, NullLogger.Instance).Dispose();
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

    /// <summary>Every order with its record's bytes and its log, the oldest entry first; in the order in which they were first written.</summary>
    public IEnumerable<(OrderId Order, byte[] Record, IReadOnlyList<LogEntry> Log)> Orders()
    {
        using var orders = new Statement(_connection, "SELECT tenant, channel, external_id, record, log FROM orders ORDER BY key");
        using var log = new Statement(_connection, "SELECT previous, at, entries FROM log WHERE seq = @0");
        using var rows = orders.Read();
        while (rows.Read())
        {
            var order = OrderId.Create(_start.Names.NameOf(rows.GetInt64(0)), (Channel)rows.GetInt32(1), rows.GetString(2));
            yield return (order, Packed.Unpack(rows.GetFieldValue<byte[]>(3)), LogOf(log, rows.IsDBNull(4) ? null : rows.GetInt64(4)));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _connection.Dispose();
        _directory.Dispose();
    }

    /// <summary>The entries of an order: each row of the log names the one before it.</summary>
    private static List<LogEntry> LogOf(Statement log, long? last)
    {
        var turns = new List<IReadOnlyList<LogEntry>>();
        for (var seq = last; seq is not null;)
        {
            using var rows = log.Read(seq);
            if (!rows.Read())
            {
                break; // Older ones were removed.
            }

            seq = rows.IsDBNull(0) ? null : rows.GetInt64(0);
            turns.Add(rows.IsDBNull(2) ? [] : LogEntries.Read(Sql.Time(rows.GetInt64(1)), Packed.Unpack(rows.GetFieldValue<byte[]>(2))));
        }

        turns.Reverse();
        return [.. turns.SelectMany(entries => entries)];
    }
}
