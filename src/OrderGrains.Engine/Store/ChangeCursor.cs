using System.Buffers.Binary;
using System.Buffers.Text;

namespace OrderGrains.Engine;

/// <summary>Where a page of orders ended, as text base64url.</summary>
/// <param name="ChangedAt">When the last order of the page changed, in UTC ticks.</param>
/// <param name="Key">Tells orders of one time apart; the store's own.</param>
public readonly record struct ChangeCursor(long ChangedAt, long Key)
{
    /// <summary>Before the first page.</summary>
    public static readonly ChangeCursor Start = new(long.MaxValue, long.MaxValue);

    /// <summary>Reads the text form; <see cref="Start"/> for none.</summary>
    /// <exception cref="FormatException">The text is no cursor.</exception>
    public static ChangeCursor Parse(string? text)
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

    /// <summary>The text form, 22 characters.</summary>
    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64BigEndian(bytes, ChangedAt);
        BinaryPrimitives.WriteInt64BigEndian(bytes[8..], Key);
        return Base64Url.EncodeToString(bytes);
    }
}
