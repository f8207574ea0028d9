using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace OrderGrains.Connectors;

/// <summary>
/// The SKU files that the settings name, each looked at again when it is asked for and <see cref="WatchedFiles.LookEvery"/> has passed. A file that became broken leaves
/// the last good one in force, and says so in the log.
/// </summary>
internal sealed class SkuBooks(OrderGrainsSettings settings, TimeProvider clock, ILogger<SkuBooks> log) : ISkuBooks
{
    private readonly ConcurrentDictionary<string, WatchedFile<SkuBook>> _files = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public async Task<SkuRules> ForAsync(string tenant, string? store) =>
        settings.Tenants.GetValueOrDefault(tenant)?.VtexOf(store) is { SkuFile: { } path } vtex
            ? new((await _files.GetOrAdd(path, Watched).CurrentAsync().ConfigureAwait(false)).Good ?? SkuBook.Empty, Enum.Parse<UnmappedSku>(vtex.OnUnmapped))
            : SkuRules.None;

    private WatchedFile<SkuBook> Watched(string path) => new(path, SkuFile.Parse, clock, (seen, last) => Tell(path, seen, last));

    private void Tell(string path, SeenFile<SkuBook> seen, SeenFile<SkuBook>? last)
    {
        if (seen.Wrong is { } wrong)
        {
            log.LogWarning("The SKU file {Path} is broken: {Wrong} {Then}", path, wrong, seen.Good is null ? "There is no good one." : "The last good one stays.");
        }
        else if (last is not null)
        {
            log.LogInformation("The SKU file {Path} was read again: {Rows} rows", path, seen.Good!.Count);
        }
    }
}
