namespace OrderGrains.Sqlite;

/// <summary>Keeps a second process out of a data directory for as long as it is held; ends with the process, however that ends.</summary>
internal sealed class DirectoryLock : IDisposable
{
    private static readonly byte[] Used = "orders.db\n"u8.ToArray();

    private readonly FileStream _file;

    private DirectoryLock(FileStream file)
    {
        _file = file;
        Mark = new(file);
    }

    /// <summary>How far the database's log went.</summary>
    public LogMark Mark { get; }

    /// <summary>Passes a folder in which no database was ever made, or the one that was still is.</summary>
    /// <exception cref="InvalidOperationException">It is gone, or empty: a hub that began anew would look as if it had no orders.</exception>
    public void DemandDatabase(string path)
    {
        if ((_file.Length > 0 || new FileInfo(path + "-wal") is { Exists: true, Length: > 0 }) && !(new FileInfo(path) is { Exists: true, Length: > 0 }))
        {
            throw new InvalidOperationException(
                $"{path} is gone or empty, and a hub kept its orders there. Restore a backup with: silo restore --from <file> (docs/operations.md). To begin anew without them, remove {_file.Name}, and {path}-wal where it is there.");
        }
    }

    /// <summary>Passes a database whose log goes as far as it went.</summary>
    /// <param name="path">The database.</param>
    /// <param name="newest">The newest row of its log.</param>
    /// <exception cref="InvalidOperationException">It ends before that.</exception>
    public void DemandAsFarAs(string path, long newest)
    {
        if (Mark.Read() is { } reached && newest < reached)
        {
            throw new InvalidOperationException(
                $"{path} ends at change {newest} of {reached}: {path}-wal is gone or was cut or damaged, or an older copy was put in its place. What was answered since is not there. Restore a backup with: silo restore --from <file> (docs/operations.md). To go on with what is left, remove {_file.Name}.");
        }
    }

    /// <summary>A database was made here: from now on one that is missing is a loss.</summary>
    public void DatabaseIsMade()
    {
        if (_file.Length == 0)
        {
            _file.Write(Used);
            _file.Flush(flushToDisk: true);
        }
    }

    /// <exception cref="InvalidOperationException">Another process holds it.</exception>
    public static DirectoryLock Take(string directory)
    {
        var path = Path.Combine(directory, "orders.lock");
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(directory);
            }
            else
            {
                Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }

            return new(new FileStream(path, OwnerOnly.Options(FileMode.OpenOrCreate)));
        }
        catch (Exception exception) when (exception is UnauthorizedAccessException || (exception is IOException && !IsHeld(exception)))
        {
            throw new InvalidOperationException(
                $"The data directory {directory} cannot be written. Give the process's user the right to write it, and see whether the disk is mounted read-only.",
                exception);
        }
        catch (IOException exception)
        {
            throw new InvalidOperationException(
                $"The data directory {directory} is in use by another process.", exception);
        }
    }

    /// <summary>What a lock that another holds looks like: EWOULDBLOCK of Linux or of macOS, or Windows' sharing violation.</summary>
    private static bool IsHeld(Exception exception) => exception.HResult is 11 or 35 or unchecked((int)0x80070020);

    public void Dispose() => _file.Dispose();
}
