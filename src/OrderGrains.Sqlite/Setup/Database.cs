using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Microsoft.Win32.SafeHandles;

namespace OrderGrains.Sqlite;

/// <summary>The database file: how it is opened, and what is checked before it is trusted.</summary>
internal static class Database
{
    /// <summary>Pages (of 4 KB) of the write-ahead log at which it is started over: 64 MB.</summary>
    public const int LogPages = 16_000;

    /// <summary>Pages that the writer keeps, in KB: the inner pages of a million orders, and those that the last orders stand on.</summary>
    private const int CacheKilobytes = 32 * 1024;

    private const int BusyMilliseconds = 10_000;

    /// <summary>Opens the one connection that writes, in write-ahead logging and with every commit on the disk before it returns.</summary>
    /// <exception cref="InvalidOperationException">SQLite does not promise that here, or the file is damaged or cannot be used.</exception>
    public static SqliteConnection OpenForWriting(string path, DirectoryLock directory, ILogger log)
    {
        try
        {
            return OpenChecked(path, directory, log);
        }
        catch (SqliteException exception)
        {
            throw new InvalidOperationException(Trouble.Of(exception, path), exception);
        }
    }

    private static SqliteConnection OpenChecked(string path, DirectoryLock directory, ILogger log)
    {
        var connection = Open(path, SqliteOpenMode.ReadWriteCreate);
        try
        {
            // A reader that meets a commit half way holds the write lock for an instant, to look again.
            SQLitePCL.raw.sqlite3_busy_timeout(connection.Handle, BusyMilliseconds);
            Sql.Run(connection, "PRAGMA journal_mode = WAL");
            Sql.Run(connection, "PRAGMA synchronous = FULL");
            Sql.Run(connection, "PRAGMA foreign_keys = OFF"); // Every reference is written by this project in the same transaction.
            Sql.Run(connection, $"PRAGMA wal_autocheckpoint = {LogPages}");
            Sql.Run(connection, $"PRAGMA cache_size = -{CacheKilobytes}");
            Demand(connection, "journal_mode", "wal");
            Demand(connection, "synchronous", 2L);
            Schema.Ensure(connection);
            directory.DemandAsFarAs(path, Sql.Scalar(connection, "SELECT MAX(seq) FROM log") as long? ?? 0);
            LastStop.Check(connection, path, log);
            ChangeOrder.Restore(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>The database of a data directory.</summary>
    public static string PathIn(string dataDirectory) => Path.Combine(Path.GetFullPath(dataDirectory), "orders.db");

    /// <summary>Opens a file that no hub uses.</summary>
    public static SqliteConnection OpenFile(string path) => Open(path, SqliteOpenMode.ReadWrite);

    /// <summary>Opens a connection for copying the write-ahead log into the database file.</summary>
    public static SqliteConnection OpenForCheckpoints(string path)
    {
        var connection = Open(path, SqliteOpenMode.ReadWrite);
        Sql.Run(connection, "PRAGMA synchronous = FULL");
        return connection;
    }

    /// <summary>
    /// Opens the file for syncing it beside SQLite. To be closed after every connection of the process: on Unix, closing any handle of a file
    /// gives up all locks that the process has on it.
    /// </summary>
    public static SafeFileHandle OpenForSyncing(string path) =>
        File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);

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
