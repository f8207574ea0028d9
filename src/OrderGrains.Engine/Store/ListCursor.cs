using System.Buffers.Binary;
using System.Buffers.Text;

namespace OrderGrains.Cluster;

/// <summary>Where a page of orders ended: time of the last order's change and its key, base64url.</summary>
internal readonly record struct ListCursor(long ChangedAt, long Key)
{
    private static readonly ListCursor Start = new(long.MaxValue, long.MaxValue);

    /// <exception cref="FormatException">The text is no cursor.</exception>
    public static ListCursor Parse(string? text)
    {
        if (text is null)
        {
            return Start;
        }

        Span<byte> bytes = stackalloc byte[16];
        return text.Length == 22 && Base64Url.TryDecodeFromChars(text, bytes, out var length) && length == bytes.Length
            ? new(BinaryPrimitives.ReadInt64BigEndian(bytes), BinaryPrimitives.ReadInt64BigEndian(bytes[8..]))
            : throw new FormatException("The cursor is none that this list has given.");
    }

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, ChangedAt);
        BinaryPrimitives.WriteInt64BigEndian(bytes[8..], Key);
        return Base64Url.EncodeToString(bytes);
    }
}
