using System.Buffers;
using System.Text;

namespace OrderGrains.Engine;

/// <summary>Rows of private lists: each has a key of its own, made of the ring's over its list and its own key.</summary>
public static partial class Seal
{
    private const byte RowForm = 1;

    /// <summary>A clear row as it is stored: encrypted under the ring's current key where its list is private, as <c>id:base64</c>.</summary>
    public static KeptRow Row(KeyRing keys, KeptRow clear)
    {
        if (!clear.IsPrivate || keys.Current is not { } id)
        {
            return clear;
        }

        using var cipher = Cipher(keys.Find(id), NameOf(clear));
        var bytes = new ArrayBufferWriter<byte>();
        bytes.Write(RowPrefix(id));
        var prefix = bytes.WrittenCount;
        Put(bytes, cipher, [], Convert.FromBase64String(clear.Value));
        return clear with { Value = $"{id}:{Convert.ToBase64String(bytes.WrittenSpan[prefix..])}" };
    }

    /// <summary>The clear row of a stored one.</summary>
    /// <exception cref="KeyMissingException">The ring has not its key.</exception>
    /// <exception cref="InvalidDataException">It is damaged, of another row, or somebody changed it.</exception>
    public static KeptRow Open(KeyRing keys, KeptRow stored) => KeyOf(stored) is { } id
        ? stored with { Value = Convert.ToBase64String(Take(Find(keys, id), NameOf(stored), RowPrefix(id), [], BytesOf(stored.Value.AsSpan(id.Length + 1)))) }
        : stored;

    /// <summary>The id of the key that a row is encrypted under; null for a clear one.</summary>
    public static string? KeyOf(KeptRow stored) => stored.IsPrivate && stored.Value.IndexOf(':', StringComparison.Ordinal) is > 0 and var length ? stored.Value[..length] : null;

    /// <summary>No order's id begins so: its second part is a channel.</summary>
    private static string NameOf(KeptRow row) => $"kept/{row.List}/{row.Key}";

    private static byte[] RowPrefix(string id) => [RowForm, (byte)id.Length, .. Encoding.ASCII.GetBytes(id)];

    private static byte[] BytesOf(ReadOnlySpan<char> base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64Chars(base64, bytes, out var length) ? bytes[..length] : throw Damaged();
    }
}
