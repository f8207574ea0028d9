namespace OrderGrains.Azure;

/// <summary>
/// Named bytes, each name under an ETag that changes with every write. A conflict is a value; everything else that goes wrong is an exception, after which
/// nobody knows whether the bytes were written. Names are segments of letters, digits, <c>.</c>, <c>_</c> and <c>-</c>, none of which ends with a dot.
/// </summary>
internal interface IBlobs
{
    /// <summary>The bytes as last written; null where there are none.</summary>
    Task<StoredBlob?> ReadAsync(string name, CancellationToken cancellationToken);

    /// <summary>Writes where the ETag is still the given one; with null, where nothing stands there.</summary>
    /// <returns>The new ETag; null where another write came first, and nothing was written.</returns>
    Task<string?> WriteAsync(string name, ReadOnlyMemory<byte> bytes, string? etag, CancellationToken cancellationToken);

    /// <summary>Removes a name and its bytes, where there are any.</summary>
    Task DeleteAsync(string name, CancellationToken cancellationToken);

    /// <summary>Names that begin so, in the order of their texts.</summary>
    Task<IReadOnlyList<string>> NamesAsync(string start, CancellationToken cancellationToken);

    /// <summary>Takes a name that stands there, or holds it on, for <see cref="CopyLease.Lasts"/>; false where another holder has it.</summary>
    Task<bool> HoldAsync(string name, Guid holder);

    /// <summary>Gives a name back.</summary>
    Task ReleaseAsync(string name, Guid holder);

    /// <summary>Whether somebody holds a name.</summary>
    Task<bool> IsHeldAsync(string name, CancellationToken cancellationToken);

    /// <summary>The storage's clock, cut to seconds.</summary>
    Task<DateTimeOffset> TimeAsync(CancellationToken cancellationToken);
}

/// <summary>What stands under a name.</summary>
internal sealed record StoredBlob(byte[] Bytes, string ETag);
