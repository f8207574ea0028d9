using System.Globalization;

namespace OrderGrains.Azure;

/// <summary>Rows of lists that are no orders: a partition a list, whose keys count down, since a table gives its rows in the order of their keys alone.</summary>
internal sealed class Kept(IEntityTable table)
{
    private const int Step = 100;
    private const string Longest = "|"; // Sorts after every sign of a key, and before the end of a range.

    /// <inheritdoc cref="IKeptRows.KeepAsync"/>
    public Task PutAsync(KeptRow row, CancellationToken cancellationToken) => table.UpsertAsync(At(row.List, row.Key), row.Value, cancellationToken);

    /// <inheritdoc cref="IKeptRows.KeptAsync(string, string, CancellationToken)"/>
    public async Task<KeptRow?> FindAsync(string list, string key, CancellationToken cancellationToken) =>
        KeptRow.IsKey(key) && await table.ReadAsync(At(list, key), cancellationToken).ConfigureAwait(false) is { } row ? new(list, key, row.Value) : null;

    /// <inheritdoc cref="IKeptRows.KeptAsync(string, int, string, CancellationToken)"/>
    public async Task<IReadOnlyList<KeptRow>> ListAsync(string list, int limit, string? below, CancellationToken cancellationToken)
    {
        var rows = await table.PageAsync(new(PartitionOf(list), below is null ? "" : Down(below), RowRange.End), limit, cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(row => new KeptRow(list, Up(row.At.Key), row.Value))];
    }

    /// <inheritdoc cref="IKeptRows.RemoveKeptAsync"/>
    public Task RemoveAsync(string list, string key, CancellationToken cancellationToken) => table.DeleteAsync(At(list, key), null, cancellationToken);

    /// <inheritdoc cref="IKeptRows.TrimKeptAsync"/>
    public async Task TrimAsync(string list, int most, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var oldest = KeptRow.KeyAt(before);
        var rows = table.AllAsync(RowRange.All(PartitionOf(list)), cancellationToken).Select((row, index) => (row.At, index))
            .Where(row => row.index >= most || string.CompareOrdinal(Up(row.At.Key), oldest) < 0);
        foreach (var some in (await rows.ToListAsync(cancellationToken).ConfigureAwait(false)).Chunk(Step))
        {
            await Task.WhenAll(some.Select(row => table.DeleteAsync(row.At, null, cancellationToken))).ConfigureAwait(false);
        }
    }

    /// <summary>A key that sorts the other way around: what is longer comes before what it begins with.</summary>
    private static string Down(string key) => Turned(key) + Longest;

    /// <summary>The key that was sorted so.</summary>
    private static string Up(string key) => Turned(key[..^1]);

    private static string Turned(string key) => string.Create(CultureInfo.InvariantCulture, $"{(long.MaxValue - Ticks(key)):D19}")
        + string.Concat(key[KeptRow.TimeDigits..].Select(sign => KeptRow.Signs[^(1 + KeptRow.Signs.IndexOf(sign, StringComparison.Ordinal))]));

    private static long Ticks(string key) => long.Parse(key.AsSpan(0, KeptRow.TimeDigits), NumberStyles.None, CultureInfo.InvariantCulture);

    private static RowKey At(string list, string key) => new(PartitionOf(list), Down(key));

    private static string PartitionOf(string list) => $"kept.{list}";
}
