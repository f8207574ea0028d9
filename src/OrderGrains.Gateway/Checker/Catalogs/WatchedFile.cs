using Microsoft.Extensions.Logging;

namespace OrderGrains.Gateway.Checker.Catalogs;

/// <summary>One catalog file, read when it has changed.</summary>
internal sealed class WatchedFile(string path, TimeProvider clock, ILogger log)
{
    private const int MaxBytes = 64 * 1024 * 1024;

    private readonly Lock _gate = new();

    // Written under the gate; _last only by the one that looks.
    private Seen? _last;
    private Task<Seen>? _looking;

    /// <summary>The file as last seen; those who ask while it is read wait for it together.</summary>
    public Task<Seen> CurrentAsync()
    {
        lock (_gate)
        {
            return _last is { } last && clock.GetUtcNow() < last.LookAgain
                ? Task.FromResult(last)
                : _looking ??= Task.Run(Look);
        }
    }

    /// <summary>Reads a file: a catalog, or what is wrong.</summary>
    public static (CatalogFile? Good, string? Wrong) Read(string path)
    {
        try
        {
            return new FileInfo(path).Length > MaxBytes
                ? (null, $"The file has more than {MaxBytes} bytes.")
                : (CatalogFile.Parse(File.ReadAllBytes(path)), null);
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

    private Seen Look()
    {
        Seen? seen = null;
        try
        {
            var stamp = Stamp();
            var last = _last;
            return seen = (last is not null && last.Stamp == stamp ? last : Reread(last, stamp)) with { LookAgain = clock.GetUtcNow() + FileCatalog.LookEvery };
        }
        finally
        {
            lock (_gate)
            {
                (_looking, _last) = (null, seen ?? _last);
            }
        }
    }

    private Seen Reread(Seen? last, (DateTime, long) stamp)
    {
        var (good, wrong) = Read(path);
        if (wrong is not null)
        {
            log.LogWarning(
                "The catalog file {Path} is broken: {Wrong} {Then}", path, wrong, last?.Good is null ? "There is no good one." : "The last good one stays.");
        }
        else if (last is not null)
        {
            log.LogInformation("The catalog file {Path} was read again: {Items} items", path, good!.Items.Count);
        }

        return new(good ?? last?.Good, wrong, stamp, default);
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

    /// <summary>What was seen of the file.</summary>
    /// <param name="Good">The last good catalog; null where there never was one.</param>
    /// <param name="Wrong">What is wrong with the file as it is; null where it is <paramref name="Good"/>.</param>
    /// <param name="Stamp">Time and length of the file.</param>
    /// <param name="LookAgain">When to look next.</param>
    internal sealed record Seen(CatalogFile? Good, string? Wrong, (DateTime, long) Stamp, DateTimeOffset LookAgain);
}
