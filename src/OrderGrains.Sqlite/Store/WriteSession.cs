using Microsoft.Data.Sqlite;

namespace OrderGrains.Sqlite;

/// <summary>The statements of the one connection that writes. Used by the writer's thread alone.</summary>
/// <param name="connection">Owned by the session from here on.</param>
/// <param name="names">Known numbers.</param>
/// <param name="mark">Where it is noted how far the log goes; null where nobody checks that.</param>
internal sealed class WriteSession(SqliteConnection connection, Names names, LogMark? mark = null) : IDisposable
{
    private const string Columns = "version = ?1, changed_at = ?2, next_due = ?3, parked = ?5, attention = ?6, log = ?7, record = ?8, sum = ?18";
    private const string Status = ", status = ?4";
    private const string Ids = ", vtex_order_id = ?12, customer_hash = ?13, number = ?17, store = ?19";

    /// <summary>Whether the row is the one that was read. Key and version do not say so alone: after a removal both are given again, and a row of the log never is.</summary>
    private const string Same = "key = ?9 AND version = ?10 AND log = ?11";

    private readonly WriteStatement _begin = new(connection, "BEGIN IMMEDIATE");
    private readonly WriteStatement _commit = new(connection, "COMMIT");
    private readonly Statement _name = new(connection, "INSERT INTO names (name) VALUES (@0) RETURNING id");
    private readonly WriteStatement _insert = new(connection, """
        INSERT INTO orders (external_id, channel, tenant, version, changed_at, next_due, status, parked, attention, log, vtex_order_id, customer_hash, number, store, sum, record)
        VALUES (?14, ?15, ?16, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?12, ?13, ?17, ?19, ?18, ?8) ON CONFLICT (external_id, channel, tenant) DO NOTHING
        """);
    private readonly WriteStatement _update = new(connection, $"UPDATE orders SET {Columns} WHERE {Same}");
    private readonly WriteStatement _updateStatus = new(connection, $"UPDATE orders SET {Columns}{Status} WHERE {Same}");
    private readonly WriteStatement _updateIds = new(connection, $"UPDATE orders SET {Columns}{Ids} WHERE {Same}");
    private readonly WriteStatement _updateBoth = new(connection, $"UPDATE orders SET {Columns}{Status}{Ids} WHERE {Same}");
    private readonly WriteStatement _remove = new(connection, $"DELETE FROM orders WHERE {Same}");
    private readonly WriteStatement _addDue = new(connection, "INSERT INTO due (lane, due, order_key) VALUES (?1, ?2, ?3)");
    private readonly WriteStatement _removeDue = new(connection, "DELETE FROM due WHERE lane = ?1 AND due = ?2 AND order_key = ?3");
    private readonly WriteStatement _log = new(connection, "INSERT INTO log (seq, order_key, previous, at, entries, sum) VALUES (?1, ?2, ?3, ?4, ?5, ?6)");

    private long _committedLog = LastLog(connection);
    private long _lastLog = LastLog(connection);
    private long _newest = LastLog(connection);
    private bool _removed;
    private bool _overwrites;

    /// <summary>Lanes' rows.</summary>
    public LaneStatements Lanes { get; } = new(connection);

    /// <summary>What an order has several of.</summary>
    public HeadStatements Heads { get; } = new(connection, names);

    /// <summary>Takes what is old from the log.</summary>
    public LogTrim Trim { get; } = new(connection);

    /// <summary>For what prepares its own statements.</summary>
    public SqliteConnection Connection => connection;

    /// <summary>Pages written so far.</summary>
    public long Pages
    {
        get
        {
            SQLitePCL.raw.sqlite3_db_status(connection.Handle, SQLitePCL.raw.SQLITE_DBSTATUS_CACHE_WRITE, out var pages, out _, 0);
            return pages;
        }
    }

    public void Begin() => _begin.Run();

    /// <summary>
    /// Makes it durable, and notes in the directory how far the log goes: a database that ends before that has lost something. A removal may take the end away,
    /// which has to be noted before.
    /// </summary>
    public void Commit()
    {
        if (_removed)
        {
            using var left = new Statement(connection, "SELECT MAX(seq) FROM log WHERE seq <= @0");
            mark?.Write(left.Scalar(_newest) as long? ?? 0, sync: true);
        }

        _commit.Run();
        _newest = _removed ? LastLog(connection) : _lastLog > _committedLog ? _lastLog : _newest;
        _committedLog = _lastLog;
        _removed = false;
        mark?.Write(_newest, sync: false);
    }

    public void Rollback()
    {
        _lastLog = _committedLog;
        _removed = false;
        Overwrite(false);
        Trim.Begin();

        // SQLite may have rolled back by itself.
        if (SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle) == 0)
        {
            Sql.Run(connection, "ROLLBACK");
        }
    }

    /// <summary>The number of a lane; a new one gets it outside any transaction.</summary>
    public long Number(LaneName lane) => names.Find(lane) ?? New(lane.ToString());

    /// <summary>Likewise of a tenant.</summary>
    public long Number(string tenant) => names.Find(tenant) ?? New(tenant);

    /// <summary>Writes a record over the version it was made from, and rows of the log; where it stands then.</summary>
    /// <param name="write">The write.</param>
    /// <param name="tag">What it was made from; null for the first.</param>
    /// <param name="head">The record's head.</param>
    /// <param name="record">The record as it is stored.</param>
    /// <param name="rows">Of the log, at least one.</param>
    /// <exception cref="StoreConflictException">Another version stands there: nothing was written.</exception>
    public SqliteTag Save(OrderWrite write, SqliteTag? tag, RecordHead head, ReadOnlySpan<byte> record, ReadOnlySpan<LogRow> rows)
    {
        if (write.ClearsLog)
        {
            Overwrite(true);
        }

        var newest = _lastLog + rows.Length;
        var key = tag is null ? Insert(write, head, newest, record) : Update(write, tag, head, newest, record);
        var previous = tag?.LogRow;
        if (write.ClearsLog)
        {
            RemoveLog(previous);
            previous = null;
            Overwrite(false);
        }

        foreach (var row in rows)
        {
            var at = row.At.UtcTicks;
            _log.Int(1, ++_lastLog).Int(2, key).Int(3, previous).Int(4, at);
            (row.Entries is { } entries ? _log.Blob(5, entries).Int(6, Checksum.Of(entries)) : _log.Null(5).Null(6)).Run();
            Trim.Wrote(at);
            previous = _lastLog;
        }

        return new(key, newest, head.Version);
    }

    /// <summary>Removes an order and its log; where it stood.</summary>
    /// <exception cref="StoreConflictException">Another version stands there, or none: nothing was removed.</exception>
    public SqliteTag Remove(OrderId order, SqliteTag? tag)
    {
        if (tag is null || _remove.Int(9, tag.Key).Int(10, tag.Version).Int(11, tag.LogRow).Run() != 1)
        {
            throw new StoreConflictException(order, tag?.Version ?? 0);
        }

        _removed = true;
        Heads.Remove(tag.Key);
        RemoveLog(tag.LogRow);
        return tag;
    }

    public void AddDue(LaneName lane, DateTimeOffset due, long key) => _addDue.Int(1, names.IdOf(lane)).Int(2, due.UtcTicks).Int(3, key).Run();

    public void RemoveDue(LaneName lane, DateTimeOffset due, long key) => _removeDue.Int(1, names.IdOf(lane)).Int(2, due.UtcTicks).Int(3, key).Run();

    /// <summary>Notes that the run stops as it should, and moves the write-ahead log into the database file.</summary>
    public void Finish()
    {
        LastStop.Clean(connection);
        Sql.Run(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
    }

    public void Dispose()
    {
        foreach (var statement in (IDisposable[])
            [Lanes, Heads, _begin, _commit, _name, _insert, _update, _updateStatus, _updateIds, _updateBoth, _remove, _addDue, _removeDue, _log])
        {
            statement.Dispose();
        }

        connection.Dispose();
    }

    /// <summary>Whether what goes is overwritten, also in pages that are given up; it costs their writing.</summary>
    private void Overwrite(bool overwrite)
    {
        if (overwrite != _overwrites)
        {
            Sql.Run(connection, $"PRAGMA secure_delete = {(overwrite ? "ON" : "OFF")}");
            _overwrites = overwrite;
        }
    }

    /// <summary>Removes an order's rows of the log, from the newest on.</summary>
    private void RemoveLog(long? seq)
    {
        using var previous = new Statement(connection, "DELETE FROM log WHERE seq = @0 RETURNING previous");
        while (seq is not null)
        {
            seq = previous.Scalar(seq) as long?;
        }
    }

    private static long LastLog(SqliteConnection connection) => Sql.Scalar(connection, "SELECT MAX(seq) FROM log") as long? ?? 0;

    private long New(string name)
    {
        var id = (long)_name.Scalar(name)!;
        names.Add(name, id);
        return id;
    }

    private long Insert(OrderWrite write, RecordHead head, long log, ReadOnlySpan<byte> record)
    {
        var order = write.Order;
        var insert = Bind(_insert, head, log, record).Text(12, head.VtexOrderId).Text(13, head.CustomerHash).Text(17, head.Number)
            .Text(19, head.Store).Text(14, order.ExternalId).Int(15, (int)order.Channel).Int(16, names.IdOf(order.Tenant));
        return insert.Run() == 1 ? SQLitePCL.raw.sqlite3_last_insert_rowid(connection.Handle) : throw new StoreConflictException(order, 0);
    }

    /// <summary>An index is touched where its column is named, also with the value that it has: four statements spare those of the status and of the ids.</summary>
    private long Update(OrderWrite write, SqliteTag tag, RecordHead head, long log, ReadOnlySpan<byte> record)
    {
        var before = write.Before;
        var sameStatus = before.State.Status == head.Status;
        var sameIds = before.State.Vtex.OrderId == head.VtexOrderId && before.CustomerHash == head.CustomerHash
            && RecordHead.NumberOf(before) == head.Number && RecordHead.StoreOf(before) == head.Store;
        var statement = (sameStatus, sameIds) switch
        {
            (true, true) => _update,
            (false, true) => _updateStatus,
            (true, false) => _updateIds,
            _ => _updateBoth,
        };
        Bind(statement, head, log, record).Int(9, tag.Key).Int(10, tag.Version).Int(11, tag.LogRow);
        if (!sameIds)
        {
            statement.Text(12, head.VtexOrderId).Text(13, head.CustomerHash).Text(17, head.Number).Text(19, head.Store);
        }

        return statement.Run() == 1 ? tag.Key : throw new StoreConflictException(write.Order, tag.Version);
    }

    private static WriteStatement Bind(WriteStatement statement, RecordHead head, long log, ReadOnlySpan<byte> record) => statement
        .Int(1, head.Version).Int(2, head.ChangedAt.UtcTicks).Int(3, head.NextDue?.UtcTicks)
        .Int(4, (int)head.Status).Int(5, head.Parked ? 1 : 0).Text(6, head.Attention).Int(7, log).Blob(8, record)
        .Int(18, Checksum.Of(record));
}
