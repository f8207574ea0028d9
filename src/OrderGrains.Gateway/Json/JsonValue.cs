using System.Globalization;
using System.Text;
using System.Text.Json;

namespace OrderGrains.Gateway.Json;

/// <summary>A value of a <see cref="JsonTree"/>; by default none, of <see cref="JsonValueKind.Undefined"/>.</summary>
/// <param name="tree">What it is in.</param>
/// <param name="index">Its token.</param>
internal readonly struct JsonValue(JsonTree tree, int index)
{
    private const int MaxPlain = 18;

    private readonly JsonTree? _tree = tree;

    /// <summary>Whether there is none.</summary>
    public bool IsNone => _tree is null;

    /// <summary>What it is.</summary>
    public JsonValueKind Kind => IsNone ? JsonValueKind.Undefined : Tree[Index].Type switch
    {
        JsonTokenType.StartObject => JsonValueKind.Object,
        JsonTokenType.StartArray => JsonValueKind.Array,
        JsonTokenType.String => JsonValueKind.String,
        JsonTokenType.Number => JsonValueKind.Number,
        JsonTokenType.True => JsonValueKind.True,
        JsonTokenType.False => JsonValueKind.False,
        _ => JsonValueKind.Null,
    };

    /// <summary>What it is in.</summary>
    public JsonTree Tree => _tree!;

    /// <summary>Its token.</summary>
    public int Index { get; } = index;

    /// <summary>Its bytes as they are written; of a text those between its quotes.</summary>
    public ReadOnlySpan<byte> Bytes => Tree.Bytes(Index);

    /// <summary>Its JSON as it is written.</summary>
    public ReadOnlyMemory<byte> Json => Kind == JsonValueKind.String
        ? Tree.Text.Slice(Tree[Index].Start - 1, Tree[Index].Length + 2)
        : Tree.Text.Slice(Tree[Index].Start, Tree[Index].Length);

    /// <summary>A text without its escapes.</summary>
    public string Decoded => Tree.Decode(Index);

    /// <summary>A number.</summary>
    /// <returns>False where it is beyond what a decimal holds.</returns>
    public bool TryNumber(out decimal number)
    {
        var bytes = Bytes;
        return TryPlain(bytes, out number) || decimal.TryParse(bytes, NumberStyles.Float, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>Digits with at most one point among them, too few to overflow: what nearly every amount is, read in a fifth of the time.</summary>
    private static bool TryPlain(ReadOnlySpan<byte> bytes, out decimal number)
    {
        var (digits, decimals) = (0L, -1);
        foreach (var c in bytes.Length <= MaxPlain ? bytes : [])
        {
            if (c == '.' && decimals < 0)
            {
                decimals = 0;
            }
            else if (char.IsAsciiDigit((char)c))
            {
                digits = (digits * 10) + (c - '0');
                decimals += decimals < 0 ? 0 : 1;
            }
            else
            {
                number = 0;
                return false;
            }
        }

        number = new((int)digits, (int)(digits >> 32), 0, false, (byte)Math.Max(0, decimals));
        return bytes.Length is > 0 and <= MaxPlain;
    }

    /// <summary>How many elements a list has.</summary>
    public int Count => Tree[Index].Count;

    /// <summary>The elements of a list.</summary>
    public IEnumerable<JsonValue> Elements()
    {
        for (var element = Index + 1; element < Tree[Index].Link; element = Tree[element].Link)
        {
            yield return new(Tree, element);
        }
    }

    /// <summary>The fields of an object.</summary>
    public IEnumerable<(string Name, JsonValue Value)> Named()
    {
        for (var name = Index + 1; name < Tree[Index].Link; name = Tree[name + 1].Link)
        {
            yield return (Tree.Decode(name), new(Tree, name + 1));
        }
    }

    /// <summary>Its JSON as text.</summary>
    public override string ToString() => IsNone ? "" : Encoding.UTF8.GetString(Json.Span);
}
