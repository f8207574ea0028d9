namespace OrderGrains.Sqlite;

/// <summary>
/// Whether the files of a database that is open are still those of the folder, as long as they were: SQLite goes on with a file that was removed, and what it writes
/// there is gone with the process. For one thread.
/// </summary>
/// <param name="database">The database's path.</param>
internal sealed class FilesOnDisk(string database)
{
    private const string Handles = "/proc/self/fd";
    private const string Removed = " (deleted)";

    private readonly Dictionary<string, long> _lengths = [];
    private readonly Dictionary<string, string> _handles = [];

    /// <summary>The write-ahead log.</summary>
    public string Log { get; } = database + "-wal";

    /// <summary>The first file that was removed, also where another stands in its place; null where none was.</summary>
    public string? Gone() => IsGone(database) ? database : IsGone(Log) ? Log : null;

    /// <summary>The first file that became shorter, which neither does while the hub runs; null where none did.</summary>
    public string? Cut() => IsCut(database) ? database : IsCut(Log) ? Log : null;

    private bool IsCut(string path)
    {
        var file = new FileInfo(path);
        var length = file.Exists ? file.Length : 0;
        var before = _lengths.GetValueOrDefault(path);
        _lengths[path] = Math.Max(before, length);
        return length < before;
    }

    /// <summary>Linux says of a handle what became of its file; elsewhere only a file that is missing shows.</summary>
    private bool IsGone(string path)
    {
        if (!Directory.Exists(Handles))
        {
            return !File.Exists(path);
        }

        if (_handles.TryGetValue(path, out var handle) && Target(handle) is { } known && known.StartsWith(path, StringComparison.Ordinal))
        {
            return known == path + Removed;
        }

        foreach (var each in Directory.EnumerateFiles(Handles))
        {
            if (Target(each) is { } target && (target == path || target == path + Removed))
            {
                _handles[path] = each;
                return target != path;
            }
        }

        return !File.Exists(path);
    }

    private static string? Target(string handle)
    {
        try
        {
            return new FileInfo(handle).LinkTarget;
        }
        catch (IOException)
        {
            return null; // Closed meanwhile.
        }
    }
}
