using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace OrderGrains.Embedded.Storage;

/// <summary>The statements of the one connection that writes. Used by the writer's thread alone.</summary>
internal sealed class WriteSession(SqliteConnection connection, Names names, StoreFaults faults) : IDisposable
{
    private readonly Statement _begin = new(connection, "BEGIN IMMEDIATE");
    private readonly Statement _commit = new(connection, "COMMIT");
    private readonly Statement _name = new(connection, "INSERT INTO names (name) VALUES (@0) RETURNING id");
    private readonly Statement _insert = new(connection, """
        INSERT INTO orders (external_id, channel, tenant, version, changed_at, next_due, status, parked, attention, vtex_order_id, customer_hash, record)
        VALUES (@0, @1, @2, @3, @4, @5, @6, @7, @8, @9, @10, @11) RETURNING key
        """);
    private readonly Statement _update = new(connection, """
        UPDATE orders SET version = @0, changed_at = @1, next_due = @2, status = @3, parked = @4, attention = @5, vtex_order_id = @6,
            customer_hash = @7, record = @8
        WHERE key = @9 AND version = @10
        """);
    private readonly Statement _addDue = new(connection, "INSERT INTO due (lane, due, order_key) VALUES (@0, @1, @2)");
    private readonly Statement _removeDue = new(connection, "DELETE FROM due WHERE lane = @0 AND due = @1 AND order_key = @2");
    private readonly Statement _log = new(connection, "INSERT INTO log (order_key, at, kind, body) VALUES (@0, @1, @2, @3)");
    private readonly Statement _pause = new(connection, """
        INSERT INTO targets (lane, paused_by, paused_at) VALUES (@0, @1, @2)
        ON CONFLICT (lane) DO UPDATE SET paused_by = excluded.paused_by, paused_at = excluded.paused_at
        """);
    private readonly Statement _resume = new(connection, "DELETE FROM targets WHERE lane = @0");

    public StoreFaults Faults => faults;

    public void Begin() => _begin.Run();

    public void Commit()
    {
        faults.Committing();
        _commit.Run();
        faults.Committed();
    }

    public void Rollback()
    {
        // SQLite may have rolled back by itself.
        if (SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) == 0)
        {
            Sql.Run(connection, "ROLLBACK");
        }
    }

    /// <summary>Gives new names their numbers, outside any transaction.</summary>
    public void Number(IEnumerable<string> wanted)
    {
        foreach (var name in wanted)
        {
            if (names.Find(name) is null)
            {
                names.Add(name, (long)_name.Scalar(name)!);
            }
        }
    }

    /// <summary>Writes a record over the version it was made from; the order's key.</summary>
    /// <exception cref="InvalidOperationException">Another version stands there.</exception>
    public long Save(long? key, int versionBefore, RecordHead head, OrderId order, byte[] bytes)
    {
        var (changed, due) = (Sql.Ticks(head.ChangedAt), head.NextDue is { } next ? Sql.Ticks(next) : (long?)null);
        if (key is not { } known)
        {
            return (long)_insert.Scalar(
                order.ExternalId, (int)order.Channel, names.IdOf(order.Tenant), head.Version, changed, due, (int)head.Status,
                head.Parked, head.Attention, head.VtexOrderId, head.CustomerHash, bytes)!;
        }

        var rows = _update.Run(
            head.Version, changed, due, (int)head.Status, head.Parked, head.Attention, head.VtexOrderId, head.CustomerHash, bytes,
            known, versionBefore);
        return rows == 1
            ? known
            : throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture, $"Version {versionBefore} of {order} is not what is stored."));
    }

    public void AddDue(string lane, long due, long key) => _addDue.Run(names.IdOf(lane), due, key);

    public void RemoveDue(string lane, long due, long key) => _removeDue.Run(names.IdOf(lane), due, key);

    public void Append(long key, LogEntry entry)
    {
        var body = entry.Line is { } line
            ? JsonSerializer.SerializeToUtf8Bytes(line, RecordJson.Default.TimelineLine)
            : entry.Payload.ToArray();
        _log.Run(key, Sql.Ticks(entry.At), entry.PayloadKind, body);
    }

    public void Pause(string lane, string? by, DateTimeOffset at)
    {
        if (by is null)
        {
            _resume.Run(names.IdOf(lane));
        }
        else
        {
            _pause.Run(names.IdOf(lane), by, Sql.Ticks(at));
        }
    }

    /// <summary>Moves the write-ahead log into the database file.</summary>
    public void Checkpoint() => Sql.Run(connection, "PRAGMA wal_checkpoint(TRUNCATE)");

    public void Dispose()
    {
        foreach (var statement in (Statement[])[_begin, _commit, _name, _insert, _update, _addDue, _removeDue, _log, _pause, _resume])
        {
            statement.Dispose();
        }

        connection.Dispose();
    }
}
