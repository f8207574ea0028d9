using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace OrderGrains.Gateway.Checker.Catalogs;

/// <summary>
/// Catalogs in files, each looked at again when it is asked and <see cref="LookEvery"/> has passed. A file that became broken
/// leaves the last good one in force, and says so in the log and with each answer.
/// </summary>
internal sealed class FileCatalog(TimeProvider clock, ILogger<FileCatalog> log)
{
    /// <summary>How often a file is looked at, at most.</summary>
    public static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, WatchedFile> _files = new(StringComparer.Ordinal);

    /// <summary>Asks the catalog of a file.</summary>
    /// <exception cref="CatalogUnavailableException">The file was never good.</exception>
    public async Task<CatalogAnswer> AskAsync(string path, CatalogQuestion question)
    {
        var seen = await _files.GetOrAdd(path, static (path, made) => new(path, made.clock, made.log), (clock, log)).CurrentAsync();
        return seen.Good is { } file
            ? CatalogFileAnswer.Of(file, question) with { Note = seen.Wrong is null ? null : "The catalog file is broken; the last good one answered" }
            : throw new CatalogUnavailableException("The catalog file is broken, and there is no good one to go on with.");
    }
}
