using System.Globalization;
using Microsoft.Data.Sqlite;

namespace OrderGrains.Embedded.Storage;

/// <summary>The statements of the one connection that writes. Used by the writer's thread alone.</summary>
internal sealed class WriteSession(SqliteConnection connection, Names names, StoreFaults faults) : IDisposable
{
    private const string Columns = "version = ?1, changed_at = ?2, next_due = ?3, status = ?4, parked = ?5, attention = ?6, log = ?7, record = ?8";
    private const string Indexed = "vtex_order_id = ?11, customer_hash = ?12";

    private readonly WriteStatement _begin = new(connection, "BEGIN IMMEDIATE");
    private readonly WriteStatement _commit = new(connection, "COMMIT");
    private readonly Statement _name = new(connection, "INSERT INTO names (name) VALUES (@0) RETURNING id");
    private readonly WriteStatement _insert = new(connection, """
        INSERT INTO orders (external_id, channel, tenant, version, changed_at, next_due, status, parked, attention, log, vtex_order_id, customer_hash, record)
        VALUES (?13, ?14, ?15, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?11, ?12, ?8)
        """);
    private readonly WriteStatement _update = new(connection, $"UPDATE orders SET {Columns} WHERE key = ?9 AND version = ?10");
    private readonly WriteStatement _updateIds = new(connection, $"UPDATE orders SET {Columns}, {Indexed} WHERE key = ?9 AND version = ?10");
    private readonly WriteStatement _addDue = new(connection, "INSERT INTO due (lane, due, order_key) VALUES (?1, ?2, ?3)");
    private readonly WriteStatement _removeDue = new(connection, "DELETE FROM due WHERE lane = ?1 AND due = ?2 AND order_key = ?3");
    private readonly WriteStatement _log = new(connection, "INSERT INTO log (seq, order_key, previous, at, entries) VALUES (?1, ?2, ?3, ?4, ?5)");
    private readonly Statement _pause = new(connection, """
        INSERT INTO targets (lane, paused_by, paused_at) VALUES (@0, @1, @2)
        ON CONFLICT (lane) DO UPDATE SET paused_by = excluded.paused_by, paused_at = excluded.paused_at
        """);
    private readonly Statement _resume = new(connection, "DELETE FROM targets WHERE lane = @0");

    private long _committedLog = LastLog(connection);
    private long _lastLog = LastLog(connection);

    /// <summary>Pages written so far.</summary>
    public long Pages
    {
        get
        {
            SQLitePCL.raw.sqlite3_db_status(connection.Handle, SQLitePCL.raw.SQLITE_DBSTATUS_CACHE_WRITE, out var pages, out _, 0);
            return pages;
        }
    }

    public StoreFaults Faults => faults;

    public void Begin() => _begin.Run();

    public void Commit()
    {
        faults.Committing();
        _commit.Run();
        _committedLog = _lastLog;
        faults.Committed();
    }

    public void Rollback()
    {
        _lastLog = _committedLog;

        // SQLite may have rolled back by itself.
        if (SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) == 0)
        {
            Sql.Run(connection, "ROLLBACK");
        }
    }

    /// <summary>Gives new names their numbers, outside any transaction.</summary>
    public void Number(IReadOnlyList<string> wanted)
    {
        foreach (var name in wanted)
        {
            if (names.Find(name) is null)
            {
                names.Add(name, (long)_name.Scalar(name)!);
            }
        }
    }

    /// <summary>Writes a record over the version it was made from, and a row of the log; the order's key and that row's number.</summary>
    /// <exception cref="InvalidOperationException">Another version stands there.</exception>
    /// <param name="before">What the record was made from.</param>
    /// <param name="order">The order.</param>
    /// <param name="head">The record's head.</param>
    /// <param name="record">The record as it is stored.</param>
    /// <param name="entries">The row of the log as it is stored; null for an empty one.</param>
    public (long Key, long Log) Save(StoredOrder before, OrderId order, RecordHead head, byte[] record, byte[]? entries)
    {
        var seq = _lastLog + 1;
        var key = before.Key is { } known ? Update(known, before.Record, head, seq, record) : Insert(order, head, seq, record);
        _log.Int(1, seq).Int(2, key).Int(3, before.Log).Int(4, Sql.Ticks(head.ChangedAt));
        (entries is null ? _log.Null(5) : _log.Blob(5, entries)).Run();
        _lastLog = seq;
        return (key, seq);
    }

    public void AddDue(string lane, long due, long key) => _addDue.Int(1, names.IdOf(lane)).Int(2, due).Int(3, key).Run();

    public void RemoveDue(string lane, long due, long key) => _removeDue.Int(1, names.IdOf(lane)).Int(2, due).Int(3, key).Run();

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

    /// <summary>Removes an order of that version, its log, and nothing where it has changed.</summary>
    /// <exception cref="InvalidOperationException">Another version stands there.</exception>
    public void Remove(long key, int version, long? log)
    {
        using var remove = new Statement(connection, "DELETE FROM orders WHERE key = @0 AND version = @1");
        if (remove.Run(key, version) != 1)
        {
            throw new InvalidOperationException("The order to remove is not what is stored.");
        }

        using var previous = new Statement(connection, "DELETE FROM log WHERE seq = @0 RETURNING previous");
        for (var seq = log; seq is not null;)
        {
            seq = previous.Scalar(seq) as long?;
        }
    }

    /// <summary>
    /// Removes what is older than a time among the next rows after one; the last row that was, and how many were. The log is in the order
    /// of its times, so the first young row ends it, and no more rows are read than asked for.
    /// </summary>
    public (long Last, int Rows) TrimLog(long after, long before, int most)
    {
        using var old = new Statement(connection, """
            SELECT log.seq, orders.log, log.at FROM log LEFT JOIN orders ON orders.key = log.order_key
            WHERE log.seq > @0 ORDER BY log.seq LIMIT @1
            """);
        using var remove = new Statement(connection, "DELETE FROM log WHERE seq = @0");
        using var empty = new Statement(connection, "UPDATE log SET entries = NULL, previous = NULL WHERE seq = @0");
        var found = new List<(long Seq, bool Newest)>();
        using (var rows = old.Read(after, most))
        {
            while (rows.Read() && rows.GetInt64(2) < before)
            {
                found.Add((rows.GetInt64(0), !rows.IsDBNull(1) && rows.GetInt64(1) == rows.GetInt64(0)));
            }
        }

        found.ForEach(row => (row.Newest ? empty : remove).Run(row.Seq));
        return (found.Count == 0 ? after : found[^1].Seq, found.Count);
    }

    /// <summary>Notes that the run stops as it should, and moves the write-ahead log into the database file.</summary>
    public void Finish()
    {
        LastStop.Clean(connection);
        Sql.Run(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
    }

    public void Dispose()
    {
        foreach (var statement in (IDisposable[])[_begin, _commit, _name, _insert, _update, _updateIds, _addDue, _removeDue, _log, _pause, _resume])
        {
            statement.Dispose();
        }

        connection.Dispose();
    }

    private static long LastLog(SqliteConnection connection) => Sql.Scalar(connection, "SELECT MAX(seq) FROM log") as long? ?? 0;

    private long Insert(OrderId order, RecordHead head, long log, byte[] record)
    {
        Bind(_insert, head, log, record).Text(11, head.VtexOrderId).Text(12, head.CustomerHash)
            .Text(13, order.ExternalId).Int(14, (int)order.Channel).Int(15, names.IdOf(order.Tenant)).Run();
        return SQLitePCL.raw.sqlite3_last_insert_rowid(connection.Handle);
    }

    /// <summary>An index is touched where its column is named, also with the value that it has: two statements spare the ids' indexes.</summary>
    private long Update(long key, OrderRecord before, RecordHead head, long log, byte[] record)
    {
        var same = before.State.Vtex.OrderId == head.VtexOrderId && before.CustomerHash == head.CustomerHash;
        var update = Bind(same ? _update : _updateIds, head, log, record).Int(9, key).Int(10, before.Version);
        if (!same)
        {
            update.Text(11, head.VtexOrderId).Text(12, head.CustomerHash);
        }

        return update.Run() == 1
            ? key
            : throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture, $"Version {before.Version} of {head.Id} is not what is stored."));
    }

    private static WriteStatement Bind(WriteStatement statement, RecordHead head, long log, byte[] record) => statement
        .Int(1, head.Version).Int(2, Sql.Ticks(head.ChangedAt)).Int(3, head.NextDue is { } next ? Sql.Ticks(next) : null)
        .Int(4, (int)head.Status).Int(5, head.Parked ? 1 : 0).Text(6, head.Attention).Int(7, log).Blob(8, record);
}
