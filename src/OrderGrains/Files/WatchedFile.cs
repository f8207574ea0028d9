namespace OrderGrains;

/// <summary>Makes something of the bytes of a file.</summary>
/// <exception cref="FormatException">What is wrong, in a sentence that names the place.</exception>
public delegate T FileParser<T>(ReadOnlySpan<byte> bytes);

/// <summary>A file of a retailer's, read when it has changed. A file that became broken leaves the last good one in force.</summary>
/// <param name="path">Where it is.</param>
/// <param name="parse">Reads it.</param>
/// <param name="clock">Says when to look again.</param>
/// <param name="told">Hears of each read; the second is what was seen before, null at the first read.</param>
public sealed class WatchedFile<T>(string path, FileParser<T> parse, TimeProvider clock, Action<SeenFile<T>, SeenFile<T>?> told)
    where T : class
{
    private readonly Lock _gate = new();

    // Written under the gate; _last only by the one that looks.
    private SeenFile<T>? _last;
    private Task<SeenFile<T>>? _looking;

    /// <summary>The file as last seen; those who ask while it is read wait for it together.</summary>
    public Task<SeenFile<T>> CurrentAsync()
    {
        lock (_gate)
        {
            return _last is { } last && clock.GetUtcNow() < last.LookAgain
                ? Task.FromResult(last)
                : _looking ??= Task.Run(Look);
        }
    }

    private SeenFile<T> Look()
    {
        SeenFile<T>? seen = null;
        try
        {
            var stamp = Stamp();
            var last = _last;
            return seen = (last is not null && last.Stamp == stamp ? last : Reread(last, stamp)) with { LookAgain = clock.GetUtcNow() + WatchedFiles.LookEvery };
        }
        finally
        {
            lock (_gate)
            {
                (_looking, _last) = (null, seen ?? _last);
            }
        }
    }

    private SeenFile<T> Reread(SeenFile<T>? last, (DateTime, long) stamp)
    {
        var (good, wrong) = WatchedFiles.Read(path, parse);
        var seen = new SeenFile<T>(good ?? last?.Good, wrong, stamp, default);
        told(seen, last);
        return seen;
    }

    /// <summary>What changes with the file; a file that is gone has a stamp too.</summary>
    private (DateTime, long) Stamp()
    {
        try
        {
            var file = new FileInfo(path);
            return file.Exists ? (file.LastWriteTimeUtc, file.Length) : default;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return default;
        }
    }
}

/// <summary>What was seen of a file.</summary>
/// <param name="Good">The last good content; null where there never was one.</param>
/// <param name="Wrong">What is wrong with the file as it is; null where it is <paramref name="Good"/>.</param>
/// <param name="Stamp">Time and length of the file.</param>
/// <param name="LookAgain">When to look next.</param>
public sealed record SeenFile<T>(T? Good, string? Wrong, (DateTime, long) Stamp, DateTimeOffset LookAgain)
    where T : class;

/// <summary>How files of retailers are read.</summary>
public static class WatchedFiles
{
    private const int MaxBytes = 64 * 1024 * 1024;

    /// <summary>How often a file is looked at, at most.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    /// <summary>Reads a file: its content, or what is wrong.</summary>
    public static (T? Good, string? Wrong) Read<T>(string path, FileParser<T> parse)
        where T : class
    {
        try
        {
            return new FileInfo(path).Length > MaxBytes
                ? (null, $"The file has more than {MaxBytes} bytes.")
                : (parse(File.ReadAllBytes(path)), null);
        }
        catch (FormatException e)
        {
            return (null, e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return (null, "The file cannot be read.");
        }
    }
}
