using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace OrderGrains.Sqlite;

/// <summary>Reads a database through before it is trusted: every page, every row, every order of keys, and whether records and log are the bytes that were written.</summary>
internal static class Soundness
{
    private const int Interrupted = 9; // SQLITE_INTERRUPT
    private const int Steps = 1_000; // Of SQLite's machine between two looks at the time.

    /// <summary>Reads all of it.</summary>
    /// <exception cref="InvalidOperationException">It is damaged; the message has the first finding.</exception>
    public static void Demand(SqliteConnection connection, string path)
    {
        if (Sql.Scalar(connection, "PRAGMA quick_check(1)") is not "ok" and var finding)
        {
            throw new InvalidOperationException(Trouble.Damaged(path, $"{finding}"));
        }

        if (Sql.Scalar(connection, "PRAGMA user_version") is not (long)Schema.Version)
        {
            return; // Another version's may have none, and is refused by whoever asks.
        }

        Checksum.Teach(connection);
        if (Sql.Scalar(connection, $"SELECT external_id FROM orders WHERE sum IS NOT {Checksum.Function}(record) LIMIT 1") is { } order)
        {
            throw new InvalidOperationException(Trouble.Damaged(path, $"the record of {order} is not what was written"));
        }

        if (Sql.Scalar(connection, $"SELECT seq FROM log WHERE entries IS NOT NULL AND sum IS NOT {Checksum.Function}(entries) LIMIT 1") is { } row)
        {
            throw new InvalidOperationException(Trouble.Damaged(path, $"row {row} of the log is not what was written"));
        }
    }

    /// <summary>Reads as much of it as a time allows; whether that was all.</summary>
    /// <exception cref="InvalidOperationException">It is damaged.</exception>
    public static bool DemandWithin(TimeSpan time, SqliteConnection connection, string path)
    {
        var started = TimeProvider.System.GetTimestamp();
        raw.sqlite3_progress_handler(connection.Handle, Steps, _ => TimeProvider.System.GetElapsedTime(started) > time ? 1 : 0, null);
        try
        {
            Demand(connection, path);
            return true;
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode == Interrupted)
        {
            return false;
        }
        finally
        {
            raw.sqlite3_progress_handler(connection.Handle, 0, null, null);
        }
    }
}
