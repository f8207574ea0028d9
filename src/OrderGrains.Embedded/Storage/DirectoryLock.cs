namespace OrderGrains.Embedded.Storage;

/// <summary>Keeps a second process out of a data directory for as long as it is held; ends with the process, however that ends.</summary>
internal sealed class DirectoryLock : IDisposable
{
    private readonly FileStream _file;

    private DirectoryLock(FileStream file) => _file = file;

    /// <exception cref="InvalidOperationException">Another process holds it.</exception>
    public static DirectoryLock Take(string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(directory);
        }
        else
        {
            Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        var path = Path.Combine(directory, "engine.lock");
        try
        {
            return new(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException exception)
        {
            throw new InvalidOperationException(
                $"The data directory {directory} is in use by another process, or cannot be locked ({exception.GetType().Name}).", exception);
        }
    }

    public void Dispose() => _file.Dispose();
}
