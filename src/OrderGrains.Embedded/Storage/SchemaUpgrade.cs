using System.Buffers;
using Microsoft.Data.Sqlite;

namespace OrderGrains.Embedded.Storage;

/// <summary>Brings a database of an earlier version up to date, in one transaction: it is done, or nothing is.</summary>
internal static class SchemaUpgrade
{
    /// <summary>Version 1 had a row of the log for each entry, an index of them by order, and an index of orders by their last change.</summary>
    public static void FromVersion1(SqliteConnection connection)
    {
        Sql.Run(connection, $"""
            BEGIN IMMEDIATE;
            DROP INDEX orders_changed; DROP INDEX orders_attention; DROP INDEX orders_parked; DROP INDEX orders_vtex; DROP INDEX orders_customer;
            CREATE TABLE orders_of_2 (
                key INTEGER PRIMARY KEY, external_id TEXT NOT NULL, channel INTEGER NOT NULL, tenant INTEGER NOT NULL REFERENCES names (id),
                version INTEGER NOT NULL, changed_at INTEGER NOT NULL, next_due INTEGER, status INTEGER NOT NULL, parked INTEGER NOT NULL,
                attention TEXT, vtex_order_id TEXT, customer_hash TEXT, log INTEGER, record BLOB NOT NULL,
                UNIQUE (external_id, channel, tenant));
            INSERT INTO orders_of_2 SELECT key, external_id, channel, tenant, version, changed_at, next_due, status, parked, attention,
                vtex_order_id, customer_hash, NULL, record FROM orders;
            DROP TABLE orders;
            ALTER TABLE orders_of_2 RENAME TO orders;
            DROP INDEX log_order;
            ALTER TABLE log RENAME TO log_of_1;
            {Schema.Log}
            """);
        try
        {
            CopyLog(connection);
            Sql.Run(connection, $"DROP TABLE log_of_1; {Schema.Indexes} PRAGMA user_version = {Schema.Version}; COMMIT;");
        }
        catch
        {
            Sql.Run(connection, "ROLLBACK");
            throw;
        }
    }

    /// <summary>
    /// Entry by entry, in their order. An order without any gets an empty row before them all, so that every order has a place among
    /// the changes.
    /// </summary>
    private static void CopyLog(SqliteConnection connection)
    {
        using var insert = new Statement(
            connection, "INSERT INTO log (order_key, previous, at, entries) VALUES (@0, (SELECT log FROM orders WHERE key = @0), @1, @2) RETURNING seq");
        using var last = new Statement(connection, "UPDATE orders SET log = @0 WHERE key = @1");
        var missing = new List<(long Key, long At)>();
        using (var without = new Statement(
            connection, "SELECT key, changed_at FROM orders WHERE key NOT IN (SELECT order_key FROM log_of_1) ORDER BY changed_at"))
        using (var rows = without.Read())
        {
            while (rows.Read())
            {
                missing.Add((rows.GetInt64(0), rows.GetInt64(1)));
            }
        }

        missing.ForEach(order => Append(order.Key, order.At, null));
        var row = new ArrayBufferWriter<byte>();
        using (var all = new Statement(connection, "SELECT order_key, at, kind, body FROM log_of_1 ORDER BY seq"))
        using (var rows = all.Read())
        {
            while (rows.Read())
            {
                var (at, body) = (Sql.Time(rows.GetInt64(1)), rows.GetFieldValue<byte[]>(3));
                row.ResetWrittenCount();
                LogEntries.Write([new(at, rows.IsDBNull(2) ? null : rows.GetString(2), body)], row);
                Append(rows.GetInt64(0), rows.GetInt64(1), row.WrittenSpan.ToArray());
            }
        }

        void Append(long key, long at, byte[]? entries) => last.Run(insert.Scalar(key, at, entries), key);
    }
}
