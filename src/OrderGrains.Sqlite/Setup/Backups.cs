using System.Globalization;
using Microsoft.Data.Sqlite;

namespace OrderGrains.Sqlite;

/// <summary>Copies of a data directory's database: made while the hub runs, put back while it does not.</summary>
public static class Backups
{
    private static readonly string[] Companions = ["-wal", "-shm"];

    /// <summary>
    /// Copies the database as it stands at this moment into one file, checks the copy and gives it its name last, so that a file of that
    /// name is a whole backup. Neither the hub's writes nor its reads wait for it.
    /// </summary>
    /// <param name="dataDirectory">The hub's folder; a hub may be running on it.</param>
    /// <param name="file">The file to make; there must be none. Only this user may read it: it holds personal data.</param>
    /// <returns>How many orders, and how many bytes.</returns>
    /// <exception cref="InvalidOperationException">There is no database, the file is there already, or the copy is not sound.</exception>
    public static (long Orders, long Bytes) Make(string dataDirectory, string file)
    {
        var source = Database.PathIn(dataDirectory);
        if (!File.Exists(source))
        {
            throw new InvalidOperationException($"There is no database in {dataDirectory}.");
        }

        if (File.Exists(file))
        {
            throw new InvalidOperationException($"{file} is there already.");
        }

        var partial = file + ".partial";
        try
        {
            File.Delete(partial);
            using (File.Create(partial))
            {
            }

            OwnerOnly(partial);
            using (var from = Database.OpenForReading(source))
            using (var to = Database.OpenFile(partial))
            {
                from.BackupDatabase(to);
            }

            var orders = Sound(partial, clean: true);
            Sync(partial);
            File.Move(partial, file);
            return (orders, new FileInfo(file).Length);
        }
        catch (SqliteException exception)
        {
            throw new InvalidOperationException(Trouble.Of(exception, exception.SqliteErrorCode == Trouble.Full ? partial : source), exception);
        }
        finally
        {
            Delete(partial);
        }
    }

    /// <summary>
    /// Puts a backup in a data directory, after it was checked. What stood there is kept beside it. What was owed at the time of the backup is
    /// owed again.
    /// </summary>
    /// <param name="dataDirectory">The hub's folder; made where it is missing.</param>
    /// <param name="file">A backup.</param>
    /// <param name="now">For the name of what is put aside.</param>
    /// <returns>
    /// How many orders, the file that was put aside (null where there was none), and how many persons were to be forgotten by then, who are so in what was put back (null
    /// where what stood there could not be read).
    /// </returns>
    /// <exception cref="InvalidOperationException">A hub runs there, or the file is no sound backup.</exception>
    public static (long Orders, string? Aside, int? Forgotten) Restore(string dataDirectory, string file, DateTimeOffset now)
    {
        if (!File.Exists(file))
        {
            throw new InvalidOperationException($"There is no file {file}.");
        }

        using var directory = DirectoryLock.Take(dataDirectory);
        var target = Database.PathIn(dataDirectory);
        var partial = target + ".partial";
        try
        {
            File.Copy(file, partial, overwrite: true);
            OwnerOnly(partial);
            var orders = Sound(partial, clean: false);
            var forgotten = CarryOver(target, partial);
            Sync(partial);
            directory.Mark.Write(0, sync: true); // It is older than what stood there, on purpose.
            var aside = PutAside(target, now);
            File.Move(partial, target);
            return (orders, aside, forgotten);
        }
        catch (SqliteException exception)
        {
            throw new InvalidOperationException(Trouble.Of(exception, file), exception);
        }
        finally
        {
            Delete(partial);
        }
    }

    /// <summary>How many orders a copy has, once it is known to be sound.</summary>
    private static long Sound(string path, bool clean)
    {
        using var connection = Database.OpenFile(path);
        Soundness.Demand(connection, path);
        if (Sql.Scalar(connection, "PRAGMA user_version") is not (long)Schema.Version)
        {
            throw new InvalidOperationException($"{path} is no database of this program, or one of another version.");
        }

        if (clean)
        {
            LastStop.Clean(connection);
        }

        Sql.Run(connection, "PRAGMA journal_mode = DELETE"); // One file, with nothing beside it.
        return (long)Sql.Scalar(connection, "SELECT COUNT(*) FROM orders")!;
    }

    /// <summary>A backup does not know who has asked to be forgotten since, nor what operators did.</summary>
    private static int? CarryOver(string target, string partial)
    {
        if (!File.Exists(target))
        {
            return 0;
        }

        using var to = Database.OpenFile(partial);
        try
        {
            using var from = new ReadConnection(Database.OpenForReading(target));
            var all = Forgotten.Read(from.Statement(Forgotten.Sql));
            foreach (var customer in all)
            {
                Forgotten.Put(to, customer);
            }

            CarryAudit(from, to);
            return all.Count;
        }
        catch (Exception exception) when (exception is SqliteException or FormatException)
        {
            return null; // It is damaged, which is why a backup is put in its place.
        }
    }

    private static void CarryAudit(ReadConnection from, SqliteConnection to)
    {
        Sql.Run(to, "BEGIN");
        for (var query = new AuditQuery(Limit: 200); AuditTable.Page(from, query) is { Count: > 0 } page; query = query with { Cursor = page[^1].Key })
        {
            AuditTable.Put(to, page);
        }

        Sql.Run(to, "COMMIT");
    }

    private static string? PutAside(string target, DateTimeOffset now)
    {
        if (!File.Exists(target))
        {
            return null;
        }

        var aside = string.Create(CultureInfo.InvariantCulture, $"{target}.replaced-{now:yyyyMMddHHmmss}");
        foreach (var end in (string[])[.. Companions, ""])
        {
            if (File.Exists(target + end))
            {
                File.Move(target + end, aside + end);
            }
        }

        return aside;
    }

    private static void Delete(string partial)
    {
        foreach (var end in (string[])["", "-journal", .. Companions])
        {
            File.Delete(partial + end);
        }
    }

    private static void OwnerOnly(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    private static void Sync(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        file.Flush(flushToDisk: true);
    }
}
