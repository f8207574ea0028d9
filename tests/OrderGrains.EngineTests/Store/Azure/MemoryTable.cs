using OrderGrains.Azure;

namespace OrderGrains.EngineTests.Store.Azure;

/// <summary>Rows in memory.</summary>
internal sealed class MemoryTable : IEntityTable
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<RowKey, EntityRow> _rows = new(Comparer<RowKey>.Create(static (one, other) =>
        string.CompareOrdinal(one.Partition, other.Partition) is var order && order != 0 ? order : string.CompareOrdinal(one.Key, other.Key)));

    private int _writes;

    /// <summary>Every row of the partitions that begin so.</summary>
    public IReadOnlyList<EntityRow> RowsOf(string partitions)
    {
        lock (_gate)
        {
            return [.. _rows.Values.Where(row => row.At.Partition.StartsWith(partitions, StringComparison.Ordinal))];
        }
    }

    public Task<string> UpsertAsync(RowKey key, string value, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(Put(key, value, default));
        }
    }

    public Task<bool> WriteAsync(RowKey key, string value, ReadOnlyMemory<byte> bytes, string? etag, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_rows.GetValueOrDefault(key)?.ETag != etag)
            {
                return Task.FromResult(false);
            }

            Put(key, value, bytes);
            return Task.FromResult(true);
        }
    }

    public Task<bool> DeleteAsync(RowKey key, string? etag, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_rows.TryGetValue(key, out var row) && (etag is null || etag == row.ETag) && _rows.Remove(key));
        }
    }

    public Task<EntityRow?> ReadAsync(RowKey key, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            return Task.FromResult(_rows.GetValueOrDefault(key));
        }
    }

    public Task<IReadOnlyList<EntityRow>> PageAsync(RowRange range, int limit, CancellationToken cancellationToken)
    {
        Assert.InRange(limit, 1, 1000);
        lock (_gate)
        {
            return Task.FromResult<IReadOnlyList<EntityRow>>([.. _rows.Values
                .SkipWhile(row => string.CompareOrdinal(row.At.Partition, range.Partition) < 0)
                .TakeWhile(row => row.At.Partition == range.Partition)
                .Where(row => string.CompareOrdinal(row.At.Key, range.After) > 0 && string.CompareOrdinal(row.At.Key, range.Before) < 0)
                .Take(limit)]);
        }
    }

    private string Put(RowKey key, string value, ReadOnlyMemory<byte> bytes)
    {
        Demand(key.Partition);
        Demand(key.Key);
        Assert.InRange(value.Length, 0, 32_000);
        Assert.InRange(bytes.Length, 0, 64_000);
        _rows[key] = new(key, value, bytes.ToArray(), $"{++_writes}");
        return _rows[key].ETag;
    }

    private static void Demand(string key)
    {
        Assert.InRange(key.Length, 1, 512);
        Assert.DoesNotContain(key, sign => char.IsControl(sign) || sign is '/' or '\\' or '#' or '?' or '%' or '~');
    }
}
