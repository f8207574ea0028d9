using Microsoft.Data.Sqlite;

namespace OrderGrains.Embedded.Storage;

/// <summary>The database file: how it is opened, and what is checked before it is trusted.</summary>
internal static class Database
{
    /// <summary>Opens the one connection that writes, in write-ahead logging and with every commit on the disk before it returns.</summary>
    /// <exception cref="InvalidOperationException">SQLite does not promise that here.</exception>
    public static SqliteConnection OpenForWriting(string path)
    {
        var connection = Open(path, SqliteOpenMode.ReadWriteCreate);
        try
        {
            Sql.Run(connection, "PRAGMA journal_mode = WAL");
            Sql.Run(connection, "PRAGMA synchronous = FULL");
            Sql.Run(connection, "PRAGMA foreign_keys = OFF"); // Every reference is written by this project in the same transaction.
            Demand(connection, "journal_mode", "wal");
            Demand(connection, "synchronous", 2L);
            Schema.Ensure(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Opens a connection that cannot write.</summary>
    public static SqliteConnection OpenForReading(string path) => Open(path, SqliteOpenMode.ReadOnly);

    private static SqliteConnection Open(string path, SqliteOpenMode mode)
    {
        var text = new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 30 };
        var connection = new SqliteConnection(text.ToString());
        connection.Open();
        return connection;
    }

    private static void Demand(SqliteConnection connection, string pragma, object value)
    {
        var actual = Sql.Scalar(connection, $"PRAGMA {pragma}");
        if (!value.Equals(actual))
        {
            throw new InvalidOperationException(
                $"SQLite keeps {pragma} at {actual} instead of {value} here: a commit would not be durable. Use a local disk.");
        }
    }
}
