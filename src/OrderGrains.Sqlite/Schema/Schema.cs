using System.Security.Cryptography;
using Microsoft.Data.Sqlite;

namespace OrderGrains.Sqlite;

/// <summary>
/// The tables. What a turn writes is kept small: it changes the order's row, appends a row to the log, and touches an index only
/// where what that index holds has changed. Orders have an integer key. The log is in the order of the changes, so it also serves
/// as the list of what changed last: the newest row of an order is the one that <c>orders.log</c> names, its time is that of the order's last
/// change, and each row names the one before it of the same order. What an order owes a lane has a row of its own in <c>due</c>, so that a
/// lane that stands still hides nothing of another. What it owes or what stopped is in <c>owed</c> too, as the record's head says it, for lists and for groups of
/// failures. A record and a row of the log have their checksum beside them. Times are UTC ticks (100 ns), exact: nothing looks due before it is.
/// </summary>
internal static class Schema
{
    public const int Version = 4;

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
            number TEXT,
            customer_hash TEXT,
            store TEXT,
            log INTEGER NOT NULL,
            sum INTEGER NOT NULL,
            record BLOB NOT NULL,
            UNIQUE (external_id, channel, tenant));
        CREATE INDEX orders_attention ON orders (log) WHERE attention IS NOT NULL;
        CREATE INDEX orders_status ON orders (status, tenant);
        CREATE INDEX orders_vtex ON orders (vtex_order_id) WHERE vtex_order_id IS NOT NULL;
        CREATE INDEX orders_number ON orders (number) WHERE number IS NOT NULL;
        CREATE INDEX orders_customer ON orders (customer_hash) WHERE customer_hash IS NOT NULL;
        CREATE INDEX orders_store ON orders (store) WHERE store IS NOT NULL;
        CREATE TABLE owed (
            order_key INTEGER NOT NULL REFERENCES orders (key),
            request TEXT NOT NULL,
            lane INTEGER NOT NULL REFERENCES names (id),
            operation INTEGER NOT NULL,
            state INTEGER NOT NULL,
            since INTEGER NOT NULL,
            code TEXT,
            shape TEXT,
            PRIMARY KEY (order_key, request)) WITHOUT ROWID;
        CREATE INDEX owed_failures ON owed (lane, operation, code, shape, since, state) WHERE code IS NOT NULL;
        CREATE TABLE invoices (
            order_key INTEGER NOT NULL REFERENCES orders (key),
            number TEXT NOT NULL,
            PRIMARY KEY (order_key, number)) WITHOUT ROWID;
        CREATE INDEX invoices_number ON invoices (number);
        CREATE TABLE log (
            seq INTEGER PRIMARY KEY,
            order_key INTEGER NOT NULL REFERENCES orders (key),
            previous INTEGER,
            at INTEGER NOT NULL,
            sum INTEGER,
            entries BLOB);
        CREATE INDEX log_at ON log (at);
        CREATE TABLE due (
            lane INTEGER NOT NULL REFERENCES names (id),
            due INTEGER NOT NULL,
            order_key INTEGER NOT NULL REFERENCES orders (key),
            PRIMARY KEY (lane, due, order_key)) WITHOUT ROWID;
        CREATE TABLE lanes (
            lane INTEGER PRIMARY KEY REFERENCES names (id),
            epoch INTEGER NOT NULL,
            claims BLOB NOT NULL,
            paused_by TEXT,
            paused_at INTEGER);
        CREATE TABLE reminders (
            grain TEXT NOT NULL,
            name TEXT NOT NULL,
            starts_at INTEGER NOT NULL,
            period INTEGER NOT NULL,
            hash INTEGER NOT NULL,
            etag TEXT NOT NULL,
            PRIMARY KEY (grain, name)) WITHOUT ROWID;
        CREATE INDEX reminders_hash ON reminders (hash);
        CREATE TABLE audit (key TEXT PRIMARY KEY, entry TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE kept (list TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY (list, key)) WITHOUT ROWID;
        CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
        """;

    /// <summary>Makes the tables in an empty database, and the key of its customer hashes.</summary>
    /// <exception cref="InvalidOperationException">Another version of this program wrote it.</exception>
    public static void Ensure(SqliteConnection connection)
    {
        switch (Sql.Scalar(connection, "PRAGMA user_version"))
        {
            case (long)Version:
                return;
            case 0L:
                Sql.Run(connection, $"""
                    BEGIN IMMEDIATE;
                    {Tables}
                    INSERT INTO meta (name, value) VALUES ('customer-hash-key', x'{Convert.ToHexString(RandomNumberGenerator.GetBytes(32))}');
                    PRAGMA user_version = {Version};
                    COMMIT;
                    """);
                return;
            case var version:
                throw new InvalidOperationException(
                    $"The database is of version {version}; this program knows version {Version}. Run the program that wrote it.");
        }
    }

    /// <summary>Key of the customer hashes.</summary>
    public static byte[] CustomerHashKey(SqliteConnection connection) =>
        (byte[])Sql.Scalar(connection, "SELECT value FROM meta WHERE name = 'customer-hash-key'")!;
}
