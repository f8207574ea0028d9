using Microsoft.Data.Sqlite;

namespace OrderGrains.Sqlite;

/// <summary>What SQLite's errors mean to whoever runs the hub, and what to do about them.</summary>
internal static class Trouble
{
    public const int Busy = 5;
    public const int ReadOnly = 8;
    public const int IoError = 10;
    public const int Corrupt = 11;
    public const int Full = 13;
    public const int CannotOpen = 14;
    public const int NotADatabase = 26;

    /// <summary>Whether nobody knows what was kept: the process has to end.</summary>
    public static bool IsFatal(Exception exception) =>
        exception is SqliteException { SqliteErrorCode: IoError or Corrupt or NotADatabase } or InvalidDataException or DamagedException;

    /// <summary>An error in words.</summary>
    /// <param name="exception">What SQLite said.</param>
    /// <param name="path">The database.</param>
    public static string Of(SqliteException exception, string path) => exception.SqliteErrorCode switch
    {
        Corrupt or NotADatabase => Damaged(path, exception.Message),
        Full => $"The disk of {path} is full. Make room; nothing that was answered is lost.",
        ReadOnly or CannotOpen =>
            $"{path} cannot be written. Give the process's user the right to write the file and its folder, and see whether the disk is mounted read-only.",
        IoError => $"The disk of {path} failed ({exception.Message}). See the system's log; restore a backup if the file is gone.",
        Busy => $"{path} is locked by another program. End it: while the hub runs nothing else may write this file.",
        _ => $"{path} cannot be used: {exception.Message}",
    };

    /// <summary>What ends the process, in words where it is damage; any other failure of the disk as it is.</summary>
    public static Exception Told(Exception exception, string path) => exception switch
    {
        SqliteException { SqliteErrorCode: Corrupt or NotADatabase } or InvalidDataException => new DamagedException(Damaged(path, exception.Message), exception),
        _ => exception,
    };

    /// <summary>The database is not what was written.</summary>
    public static string Damaged(string path, string finding) =>
        $"{path} is damaged ({finding}). Nothing was changed. Restore a backup with: silo restore --from <file> (docs/operations.md).";
}
