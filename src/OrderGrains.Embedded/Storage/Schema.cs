using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace OrderGrains.Embedded.Storage;

/// <summary>
/// The tables. Orders have an integer key, so that the log and the index of due times stay small; what an order owes a lane has
/// a row of its own in <c>due</c>, so that a lane that stands still hides nothing of another. Times are UTC ticks
/// (100 ns), exact: nothing looks due before it is, and no order of changes is lost.
/// </summary>
internal static class Schema
{
    public const int Version = 1;

    private const string Tables = """
        CREATE TABLE names (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
        CREATE TABLE orders (
            key INTEGER PRIMARY KEY,
            external_id TEXT NOT NULL,
            channel INTEGER NOT NULL,
            tenant INTEGER NOT NULL REFERENCES names (id),
            version INTEGER NOT NULL,
            changed_at INTEGER NOT NULL,
            next_due INTEGER,
            status INTEGER NOT NULL,
            parked INTEGER NOT NULL,
            attention TEXT,
            vtex_order_id TEXT,
            customer_hash TEXT,
            record BLOB NOT NULL,
            UNIQUE (external_id, channel, tenant));
        CREATE INDEX orders_changed ON orders (changed_at);
        CREATE INDEX orders_attention ON orders (attention, changed_at) WHERE attention IS NOT NULL;
        CREATE INDEX orders_parked ON orders (changed_at) WHERE parked = 1;
        CREATE INDEX orders_vtex ON orders (vtex_order_id) WHERE vtex_order_id IS NOT NULL;
        CREATE INDEX orders_customer ON orders (customer_hash, changed_at) WHERE customer_hash IS NOT NULL;
        CREATE TABLE due (
            lane INTEGER NOT NULL REFERENCES names (id),
            due INTEGER NOT NULL,
            order_key INTEGER NOT NULL REFERENCES orders (key),
            PRIMARY KEY (lane, due, order_key)) WITHOUT ROWID;
        CREATE TABLE log (
            seq INTEGER PRIMARY KEY,
            order_key INTEGER NOT NULL REFERENCES orders (key),
            at INTEGER NOT NULL,
            kind TEXT,
            body BLOB NOT NULL);
        CREATE INDEX log_order ON log (order_key);
        CREATE TABLE targets (lane INTEGER PRIMARY KEY REFERENCES names (id), paused_by TEXT NOT NULL, paused_at INTEGER NOT NULL);
        CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
        """;

    /// <summary>Makes the tables in an empty database; checks the version of any other.</summary>
    /// <exception cref="InvalidOperationException">A newer version of this program wrote it.</exception>
    public static void Ensure(SqliteConnection connection)
    {
        var version = Sql.Scalar(connection, "PRAGMA user_version");
        if (version is 0L)
        {
            Sql.Run(connection, $"BEGIN IMMEDIATE; {Tables} PRAGMA user_version = {Version}; COMMIT;");
            using var key = new Statement(connection, "INSERT INTO meta (name, value) VALUES ('customer-hash-key', @0)");
            key.Run(RandomNumberGenerator.GetBytes(32));
        }
        else if (version is not (long)Version)
        {
            throw new InvalidOperationException(
                $"The database is of version {version}; this program knows version {Version}. Run the program that wrote it.");
        }
    }
}
