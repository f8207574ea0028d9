namespace OrderGrains.Azure;

/// <summary>
/// Rows of text under two keys, in the order of their texts within a partition. No transaction spans two of them. A key has none of
/// <c>/ \ # ?</c> and no control character, and up to 512 characters; a value up to 32,000; bytes beside it up to 64,000.
/// </summary>
internal interface IEntityTable
{
    /// <summary>Writes a row, whatever stood there; its new ETag.</summary>
    Task<string> UpsertAsync(RowKey key, string value, CancellationToken cancellationToken);

    /// <summary>Writes a row where its ETag is still the given one; with null, only where there is no such row.</summary>
    /// <returns>False where another write came first: nothing was written.</returns>
    Task<bool> WriteAsync(RowKey key, string value, ReadOnlyMemory<byte> bytes, string? etag, CancellationToken cancellationToken);

    /// <summary>Removes a row; with an ETag, only where nobody has written it since.</summary>
    /// <returns>False where it was gone, or was written since.</returns>
    Task<bool> DeleteAsync(RowKey key, string? etag, CancellationToken cancellationToken);

    /// <summary>One row; null where there is none.</summary>
    Task<EntityRow?> ReadAsync(RowKey key, CancellationToken cancellationToken);

    /// <summary>The first rows of a range, up to 1,000, by their keys.</summary>
    Task<IReadOnlyList<EntityRow>> PageAsync(RowRange range, int limit, CancellationToken cancellationToken);
}

/// <summary>Where a row stands.</summary>
internal readonly record struct RowKey(string Partition, string Key);

/// <summary>A row as read.</summary>
internal sealed record EntityRow(RowKey At, string Value, ReadOnlyMemory<byte> Bytes, string ETag);

/// <summary>Keys of a partition between two texts, neither of them included.</summary>
internal readonly record struct RowRange(string Partition, string After, string Before)
{
    /// <summary>Sorts after every character of a key.</summary>
    public const string End = "~";

    /// <summary>The whole partition.</summary>
    public static RowRange All(string partition) => new(partition, "", End);

    /// <summary>Every key that is longer than a text and begins with it.</summary>
    public static RowRange Under(string partition, string start) => new(partition, start, start + End);
}
