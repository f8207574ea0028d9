namespace OrderGrains.Sqlite;

/// <summary>Keeps a second process out of a data directory for as long as it is held; ends with the process, however that ends.</summary>
internal sealed class DirectoryLock : IDisposable
{
    private readonly FileStream _file;

    private DirectoryLock(FileStream file) => _file = file;

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

            return new(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
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
