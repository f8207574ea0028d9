using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace OrderGrains.Gateway.Checker.Catalogs;

/// <summary>
/// Catalogs in files, each looked at again when it is asked and <see cref="WatchedFiles.LookEvery"/> has passed. A file that became broken
/// leaves the last good one in force, and says so in the log and with each answer.
/// </summary>
internal sealed class FileCatalog(TimeProvider clock, ILogger<FileCatalog> log)
{
    private readonly ConcurrentDictionary<string, WatchedFile<CatalogFile>> _files = new(StringComparer.Ordinal);

    /// <summary>Asks the catalog of a file.</summary>
    /// <exception cref="CatalogUnavailableException">The file was never good.</exception>
    public async Task<CatalogAnswer> AskAsync(string path, CatalogQuestion question)
    {
        var seen = await _files.GetOrAdd(path, Watched).CurrentAsync();
        return seen.Good is { } file
            ? CatalogFileAnswer.Of(file, question) with { Note = seen.Wrong is null ? null : "The catalog file is broken; the last good one answered" }
            : throw new CatalogUnavailableException("The catalog file is broken, and there is no good one to go on with.");
    }

    private WatchedFile<CatalogFile> Watched(string path) => new(path, CatalogFile.Parse, clock, (seen, last) => Tell(path, seen, last));

    private void Tell(string path, SeenFile<CatalogFile> seen, SeenFile<CatalogFile>? last)
    {
        if (seen.Wrong is { } wrong)
        {
            log.LogWarning(
                "The catalog file {Path} is broken: {Wrong} {Then}", path, wrong, seen.Good is null ? "There is no good one." : "The last good one stays.");
        }
        else if (last is not null)
        {
            log.LogInformation("The catalog file {Path} was read again: {Items} items", path, seen.Good!.Items.Count);
        }
    }
}
