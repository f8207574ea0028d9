using System.Text.Json;

namespace OrderGrains.Gateway.Json;

/// <summary>One token of a <see cref="JsonTree"/>: a value, or a field's name, which its value follows.</summary>
internal struct JsonToken
{
    /// <summary>Offset of its first byte; of a text or a name, of the first one behind the quote.</summary>
    public int Start;

    /// <summary>Bytes; of a text or a name, those between its quotes.</summary>
    public int Length;

    /// <summary>Of a value: the token that follows it and all that is in it. Of a name: the name before it in its object; below 0 where there is none.</summary>
    public int Link;

    /// <summary>Of a list or an object: how many values it has.</summary>
    public int Count;

    /// <summary>Of an object: its last name; below 0 where it has none.</summary>
    public int LastName;

    /// <summary>Of a name: see <see cref="NameKey"/>.</summary>
    public ushort Key;

    /// <summary>What it is; of lists and objects their start, which stands for the whole.</summary>
    public JsonTokenType Type;

    /// <summary>Whether a text or a name has escapes in it.</summary>
    public bool Escaped;
}

/// <summary>What names that differ only in case have in common, to spare most comparisons: their length, and all of their first letter but its case.</summary>
internal static class NameKey
{
    /// <summary>The key of a name as it stands in a body.</summary>
    public static ushort Of(ReadOnlySpan<byte> name) => name.IsEmpty ? default : Of(name.Length, name[0]);

    /// <summary>The key of an ASCII name.</summary>
    public static ushort Of(string name) => Of(name.Length, name[0]);

    private static ushort Of(int length, int first) => (ushort)((length << 8) | (first & 0xDF));
}
