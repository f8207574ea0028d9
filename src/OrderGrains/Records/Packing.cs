using System.Buffers;
using System.Text;
using System.Text.Json;

namespace OrderGrains;

/// <summary>Numbers and texts in the binary parts of a record: a number in groups of seven bits, the lowest first; a text in UTF-8 after its length.</summary>
internal static class Packing
{
    private const int MaxNumber = 5; // Bytes of the largest.

    /// <summary>Appends a number.</summary>
    /// <param name="to">Where.</param>
    /// <param name="number">Not negative.</param>
    public static void PutNumber(IBufferWriter<byte> to, int number)
    {
        var span = to.GetSpan(MaxNumber);
        var length = 0;
        for (; number > 0x7F; number >>= 7)
        {
            span[length++] = (byte)(number | 0x80);
        }

        span[length++] = (byte)number;
        to.Advance(length);
    }

    /// <summary>Appends a text.</summary>
    public static void PutText(IBufferWriter<byte> to, string text)
    {
        PutNumber(to, Encoding.UTF8.GetByteCount(text));
        Encoding.UTF8.GetBytes(text, to);
    }

    /// <summary>Bytes that a text takes.</summary>
    public static int Size(string text)
    {
        var bytes = Encoding.UTF8.GetByteCount(text);
        var size = bytes + 1;
        for (var number = bytes; number > 0x7F; number >>= 7)
        {
            size++;
        }

        return size;
    }

    /// <summary>Takes a number off the front.</summary>
    /// <exception cref="JsonException">There is none.</exception>
    public static int TakeNumber(ref ReadOnlySpan<byte> from)
    {
        var number = 0;
        for (var at = 0; at < from.Length && at < MaxNumber; at++)
        {
            number |= (from[at] & 0x7F) << (7 * at);
            if (from[at] <= 0x7F && number >= 0)
            {
                from = from[(at + 1)..];
                return number;
            }
        }

        throw new JsonException("A part of a record is damaged.");
    }

    /// <summary>Takes as many bytes off the front as the number before them says.</summary>
    /// <exception cref="JsonException">There are fewer.</exception>
    public static ReadOnlySpan<byte> TakeBytes(ref ReadOnlySpan<byte> from)
    {
        var length = TakeNumber(ref from);
        if (length > from.Length)
        {
            throw new JsonException("A part of a record is damaged.");
        }

        var bytes = from[..length];
        from = from[length..];
        return bytes;
    }

    /// <summary>Takes a text off the front.</summary>
    /// <exception cref="JsonException">There is none.</exception>
    public static string TakeText(ref ReadOnlySpan<byte> from) => Encoding.UTF8.GetString(TakeBytes(ref from));
}
