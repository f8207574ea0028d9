namespace OrderGrains.Cluster;

/// <summary>
/// Named bytes, each name under an ETag that changes with every write. A conflict is a value; everything else that goes wrong is an
/// exception, after which nobody knows whether the bytes were written. Names are segments of letters, digits, <c>.</c>, <c>_</c> and
/// <c>-</c>, none of which ends with a dot.
/// </summary>
internal interface IRecordBlobs
{
    /// <summary>The bytes as last written; null where there are none.</summary>
    Task<StoredBlob?> ReadAsync(string name, CancellationToken cancellationToken);

    /// <summary>Writes where the ETag is still the given one; with null, where nothing stands there.</summary>
    /// <returns>The new ETag; null where another write came first, and nothing was written.</returns>
    Task<string?> WriteAsync(string name, ReadOnlyMemory<byte> bytes, string? etag, CancellationToken cancellationToken);

    /// <summary>Appends to a name of its own, which takes up to 50,000 blocks of up to 4 MB. After a failure it may stand there, or twice.</summary>
    Task AppendAsync(string name, ReadOnlyMemory<byte> block, CancellationToken cancellationToken);
}

/// <summary>What stands under a name.</summary>
internal sealed record StoredBlob(byte[] Bytes, string ETag);
