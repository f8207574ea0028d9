using Snappier;

namespace OrderGrains.Sqlite;

/// <summary>
/// How bytes stand in the database: as they are, or in Snappy's block format after a mark where that takes less room. It is fast rather
/// than small: what is spared are pages, each of which is written twice and synced.
/// </summary>
internal static class Packed
{
    /// <summary>Longest record, in bytes, that stands on one page with its order's columns; a longer one takes a second page.</summary>
    public const int OnePage = 3_800;

    /// <summary>Most bytes that are read of one; a turn's payloads and lines take less.</summary>
    public const int MaxBytes = 64 * 1024 * 1024;

    private const byte Mark = 0xFF; // Neither a record nor a row of the log begins with it.
    private const int Few = 256; // Bytes of which nothing worth while can be spared.
    private const int MaxKept = 1024 * 1024;

    [ThreadStatic]
    private static byte[]? t_buffer;

    /// <summary>The bytes to store, in an array of their own.</summary>
    public static byte[] Pack(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < Few)
        {
            return bytes.ToArray();
        }

        var most = Snappy.GetMaxCompressedLength(bytes.Length) + 1;
        var buffer = t_buffer?.Length >= most ? t_buffer : new byte[most];
        t_buffer = buffer.Length <= MaxKept ? buffer : null;
        buffer[0] = Mark;
        var packed = buffer.AsSpan(0, 1 + Snappy.Compress(bytes, buffer.AsSpan(1)));
        return packed.Length < bytes.Length ? packed.ToArray() : bytes.ToArray();
    }

    /// <summary>The bytes that were packed.</summary>
    /// <param name="stored">As they stand in the database.</param>
    /// <param name="sum">The <see cref="Checksum"/> beside them.</param>
    /// <exception cref="InvalidDataException">They are damaged.</exception>
    public static byte[] Unpack(byte[] stored, long sum)
    {
        if (Checksum.Of(stored) != sum)
        {
            throw new InvalidDataException("What is stored is not what was written.");
        }

        if (stored is not [Mark, ..])
        {
            return stored;
        }

        var bytes = stored.AsSpan(1);
        return bytes.Length > 0 && Snappy.GetUncompressedLength(bytes) <= MaxBytes
            ? Snappy.DecompressToArray(bytes)
            : throw new InvalidDataException("What is stored is damaged.");
    }
}
