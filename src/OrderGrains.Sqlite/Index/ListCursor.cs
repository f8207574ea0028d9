using System.Buffers.Binary;
using System.Buffers.Text;

namespace OrderGrains.Sqlite;

/// <summary>Where a page of orders ended: the row of the log that was the last order's newest, base64url.</summary>
internal readonly record struct ListCursor(long Log)
{
    private const int Length = sizeof(long);
    private const int Characters = 11;

    /// <summary>Before the first page.</summary>
    public static readonly ListCursor Start = new(long.MaxValue);

    /// <exception cref="FormatException">The text is no cursor.</exception>
    public static ListCursor Parse(string? text)
    {
        if (text is null)
        {
            return Start;
        }

        Span<byte> bytes = stackalloc byte[Length];
        return text.Length == Characters && Base64Url.TryDecodeFromChars(text, bytes, out var length) && length == Length
            ? new(BinaryPrimitives.ReadInt64BigEndian(bytes))
            : throw new FormatException("The cursor is none that this list has given.");
    }

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[Length];
        BinaryPrimitives.WriteInt64BigEndian(bytes, Log);
        return Base64Url.EncodeToString(bytes);
    }
}
