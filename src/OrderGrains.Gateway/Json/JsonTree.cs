using System.Buffers;
using System.Text;
using System.Text.Json;

namespace OrderGrains.Gateway.Json;

/// <summary>
/// A JSON text with the place of each of its tokens, in one pooled array: what a document of the framework is, but names are found without
/// reading past all others, and nothing is made for a value until it is asked for. Not to be used once it is disposed of.
/// </summary>
internal sealed class JsonTree : IDisposable
{
    private const int BytesAToken = 8; // Fewer make the array grow.

    private readonly ReadOnlyMemory<byte> _text;
    private JsonToken[] _tokens;
    private int _count;

    private JsonTree(ReadOnlyMemory<byte> text)
    {
        _text = text;
        _tokens = ArrayPool<JsonToken>.Shared.Rent((text.Length / BytesAToken) + 16);
    }

    /// <summary>The whole.</summary>
    public JsonValue Root => new(this, 0);

    /// <summary>The text.</summary>
    public ReadOnlyMemory<byte> Text => _text;

    /// <summary>A token by its place.</summary>
    public ref readonly JsonToken this[int index] => ref _tokens[index];

    /// <summary>Reads a text.</summary>
    /// <param name="text">Valid UTF-8 without a byte order mark; it must not change.</param>
    /// <param name="maxDepth">Most levels of objects and lists.</param>
    /// <exception cref="JsonException">It is no JSON, or too deep.</exception>
    /// <exception cref="InvalidOperationException">An escaped text is not well-formed Unicode.</exception>
    public static JsonTree Parse(ReadOnlyMemory<byte> text, int maxDepth)
    {
        var tree = new JsonTree(text);
        try
        {
            tree.Read(maxDepth);
            return tree;
        }
        catch
        {
            tree.Dispose();
            throw;
        }
    }

    /// <summary>A text or a name without its escapes.</summary>
    public string Decode(int index)
    {
        ref readonly var token = ref _tokens[index];
        var written = Bytes(index);
        if (!token.Escaped)
        {
            return Encoding.UTF8.GetString(written);
        }

        var reader = new Utf8JsonReader(_text.Span.Slice(token.Start - 1, token.Length + 2)); // With its quotes.
        reader.Read();
        return reader.GetString()!;
    }

    /// <summary>The bytes of a token as they are written, without quotes.</summary>
    public ReadOnlySpan<byte> Bytes(int index) => _text.Span.Slice(_tokens[index].Start, _tokens[index].Length);

    /// <summary>Where a value or a name stands, such as <c>product_list[0].price</c>; names as they are written.</summary>
    public string PathOf(int index)
    {
        var path = new StringBuilder();
        for (var (within, found) = (0, index == 0); !found;)
        {
            within = Step(within, index, path, out found);
        }

        return path.ToString();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        var tokens = _tokens;
        _tokens = [];
        if (tokens.Length > 0)
        {
            ArrayPool<JsonToken>.Shared.Return(tokens);
        }
    }

    /// <summary>Goes down from a list or an object to that of its values in which a token is.</summary>
    private int Step(int within, int index, StringBuilder path, out bool found)
    {
        if (_tokens[within].Type == JsonTokenType.StartArray)
        {
            var (element, place) = (within + 1, 0);
            for (; _tokens[element].Link <= index; place++)
            {
                element = _tokens[element].Link;
            }

            path.Append('[').Append(place).Append(']');
            found = element == index;
            return element;
        }

        var name = _tokens[within].LastName;
        while (name > index)
        {
            name = _tokens[name].Link;
        }

        path.Append(path.Length == 0 ? "" : ".").Append(Decode(name));
        found = index <= name + 1;
        return name + 1;
    }

    private void Read(int maxDepth)
    {
        var reader = new Utf8JsonReader(_text.Span, new JsonReaderOptions { MaxDepth = maxDepth });
        var open = -1; // The innermost list or object; it holds the one around it as its link until it is closed.
        while (reader.Read())
        {
            if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                ref var closed = ref _tokens[open];
                (open, closed.Link) = (closed.Link, _count);
                closed.Length = (int)reader.TokenStartIndex + 1 - closed.Start;
                continue;
            }

            if (_count == _tokens.Length)
            {
                Grow();
            }

            Add(ref reader, ref open);
        }
    }

    private void Add(ref Utf8JsonReader reader, ref int open)
    {
        ref var token = ref _tokens[_count];
        token = new() { Type = reader.TokenType, Start = (int)reader.TokenStartIndex, Length = reader.ValueSpan.Length, Link = _count + 1, LastName = -1 };
        switch (token.Type)
        {
            case JsonTokenType.PropertyName:
                ref var owner = ref _tokens[open];
                (token.Link, owner.LastName) = (owner.LastName, _count);
                token.Key = NameKey.Of(reader.ValueSpan);
                Unquote(ref token, ref reader);
                break;
            case JsonTokenType.String:
                Unquote(ref token, ref reader);
                goto default;
            default:
                if (open >= 0)
                {
                    _tokens[open].Count++;
                }

                if (token.Type is JsonTokenType.StartObject or JsonTokenType.StartArray)
                {
                    (token.Link, open) = (open, _count);
                }

                break;
        }

        _count++;
    }

    /// <summary>An escaped half of a surrogate pair shows only once the text is read.</summary>
    private static void Unquote(ref JsonToken token, ref Utf8JsonReader reader)
    {
        token.Start++;
        if (reader.ValueIsEscaped)
        {
            token.Escaped = true;
            _ = reader.GetString();
        }
    }

    private void Grow()
    {
        var larger = ArrayPool<JsonToken>.Shared.Rent(2 * _tokens.Length);
        _tokens.AsSpan(0, _count).CopyTo(larger);
        ArrayPool<JsonToken>.Shared.Return(_tokens);
        _tokens = larger;
    }
}
