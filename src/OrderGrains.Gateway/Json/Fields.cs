using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace OrderGrains.Gateway.Json;

/// <summary>
/// The fields of one JSON object, read tolerantly: names in any case, null for absent, numbers and flags also as text. What
/// cannot be read is noted in the <see cref="Faults"/> under its path and reads as absent.
/// </summary>
internal sealed class Fields
{
    /// <summary>Longest free text kept, in characters; the log keeps the whole body.</summary>
    public const int MaxText = 400;

    /// <summary>Longest identifier, in characters.</summary>
    public const int MaxId = 128;

    /// <summary>Most elements of a list.</summary>
    public const int MaxElements = 1000;

    private readonly Fields? _parent;
    private readonly string _name;
    private readonly int _index;
    private readonly Faults _faults;
    private readonly JsonValue _object;
    private readonly bool _optional;

    /// <param name="value">An object, or none.</param>
    /// <param name="parent">What it is a field of; null for a body.</param>
    /// <param name="name">Under which name.</param>
    /// <param name="index">Its place in a list; below 0 where it is not in one.</param>
    /// <param name="faults">Where faults go.</param>
    /// <param name="optional">Whether what cannot be read is a doubt and no fault.</param>
    private Fields(JsonValue value, Fields? parent, string name, int index, Faults faults, bool optional) =>
        (_object, _parent, _name, _index, _faults, _optional) = (value, parent, name, index, faults, optional);

    /// <summary>Whether the object is there at all.</summary>
    public bool Exists => !_object.IsNone;

    /// <summary>The object itself; none where it is not there.</summary>
    public JsonValue Value() => _object;

    /// <summary>Where it stands in its body; made for messages only.</summary>
    private string Path => _parent is null ? "" : _parent.At(_index < 0 ? _name : $"{_name}[{_index}]");

    /// <summary>The fields of a body; a fault where it is no object.</summary>
    public static Fields Of(JsonValue body, Faults faults)
    {
        if (body.Kind == JsonValueKind.Object)
        {
            return new(body, null, "", -1, faults, optional: false);
        }

        faults.Add("$", "An object is expected.");
        return new(default, null, "", -1, faults, optional: false);
    }

    /// <summary>The path of a field, for messages.</summary>
    public string At(string name) => Path is { Length: > 0 } path ? $"{path}.{name}" : name;

    /// <summary>
    /// The same fields for what the order can do without: what cannot be read of them, and of their parts, is a doubt, and the body is taken all
    /// the same.
    /// </summary>
    public Fields Optional() => new(_object, _parent, _name, _index, _faults, optional: true);

    /// <summary>Notes that a field cannot be right.</summary>
    public void Refuse(string name, string message)
    {
        if (_optional)
        {
            _faults.Doubt(At(name), message);
        }
        else
        {
            _faults.Add(At(name), message);
        }
    }

    /// <summary>
    /// The raw value; <see cref="JsonValueKind.Undefined"/> where it is absent or null. Of two, a name as the page writes it wins, else the
    /// last, as with any JSON parser.
    /// </summary>
    public JsonValue Value(string name)
    {
        var found = Find(name);
        return found < 0 || _object.Tree[found].Type == JsonTokenType.Null ? default : new(_object.Tree, found);
    }

    /// <summary>Free text, trimmed and cut to <see cref="MaxText"/>; a number or a flag as it is written; blank is absent.</summary>
    public string? Text(string name) => Read(name, MaxText) is { } text ? text[..Math.Min(text.Length, MaxText)] : null;

    /// <summary>Free text; an object or a list as its JSON, where a page does not say which of them a field is.</summary>
    public string? Words(string name) => Value(name).Kind is JsonValueKind.Object or JsonValueKind.Array ? Json(name) : Text(name);

    /// <summary>A value of unknown shape as JSON text, cut to <see cref="MaxText"/>; null where absent, or where it holds nothing.</summary>
    public string? Json(string name)
    {
        var text = Value(name).ToString();
        return text is "" or "[]" or "{}" or "\"\"" ? null : text[..Math.Min(text.Length, MaxText)];
    }

    /// <summary>An identifier: like text, but never cut; a fault where it is too long.</summary>
    public string? Id(string name)
    {
        var text = Read(name, MaxId);
        if (text?.Length > MaxId)
        {
            Refuse(name, $"At most {MaxId} characters are expected.");
            return null;
        }

        return text;
    }

    /// <summary>An amount in reais, 0 to <see cref="Scalar.MaxAmount"/>.</summary>
    public decimal? Amount(string name) => Number(name, Scalar.MaxAmount);

    /// <summary>A number from 0 to a bound.</summary>
    public decimal? Number(string name, decimal max)
    {
        var value = Value(name);
        if (Scalar.IsNothing(value))
        {
            return null;
        }

        if (Scalar.TryNumber(value, out var number) && number >= 0 && number <= max)
        {
            return number;
        }

        Refuse(name, $"A number from 0 to {max} is expected.");
        return null;
    }

    /// <summary>A whole number from 0 to a bound.</summary>
    public int? Whole(string name, int max = 1_000_000)
    {
        var number = Number(name, max);
        if (number is { } value && decimal.Truncate(value) != value)
        {
            Refuse(name, "A whole number is expected.");
            return null;
        }

        return (int?)number;
    }

    /// <summary>A flag: true and false, also as text, and 1 and 0.</summary>
    public bool? Flag(string name)
    {
        var value = Value(name);
        if (Scalar.IsNothing(value))
        {
            return null;
        }

        var flag = Scalar.Flag(value);
        if (flag is null)
        {
            Refuse(name, "true or false is expected.");
        }

        return flag;
    }

    /// <summary>A time: epoch seconds or milliseconds, told apart by magnitude, or ISO-8601. Zero is absent.</summary>
    public DateTimeOffset? Time(string name)
    {
        var value = Value(name);
        if (Scalar.IsNothing(value) || (Scalar.TryNumber(value, out var epoch) && epoch == 0))
        {
            return null;
        }

        var time = Scalar.Time(value);
        if (time is null)
        {
            Refuse(name, "An epoch timestamp between the years 2000 and 2100 is expected.");
        }

        return time;
    }

    /// <summary>An object; its fields read as absent where it is, also as a blank text.</summary>
    public Fields Object(string name)
    {
        var value = Value(name);
        if (value.Kind != JsonValueKind.Object)
        {
            if (!Scalar.IsNothing(value))
            {
                Refuse(name, "An object is expected.");
            }

            value = default;
        }

        return new(value, this, name, -1, _faults, _optional);
    }

    /// <summary>A list of objects, nulls left out; empty where it is absent, also as a blank text.</summary>
    public ImmutableArray<Fields> Objects(string name)
    {
        var value = Value(name);
        if (Scalar.IsNothing(value))
        {
            return [];
        }

        if (value.Kind != JsonValueKind.Array || value.Count > MaxElements)
        {
            Refuse(name, $"A list of at most {MaxElements} objects is expected.");
            return [];
        }

        var objects = new Fields[value.Count];
        var (count, index) = (0, 0);
        for (var token = value.Index + 1; index < value.Count; token = value.Tree[token].Link, index++)
        {
            var element = new JsonValue(value.Tree, token);
            if (element.Kind == JsonValueKind.Object)
            {
                objects[count++] = new(element, this, name, index, _faults, _optional);
            }
            else if (element.Kind != JsonValueKind.Null)
            {
                Refuse($"{name}[{index}]", "An object is expected.");
            }
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(count == objects.Length ? objects : objects[..count]);
    }

    /// <summary>The token of a field's value; below 0 where it is absent. Of two, see <see cref="Value"/>.</summary>
    private int Find(string name)
    {
        if (!Exists)
        {
            return -1;
        }

        var (tree, found, key) = (_object.Tree, -1, NameKey.Of(name));
        for (var token = tree[_object.Index].LastName; token >= 0; token = tree[token].Link)
        {
            ref readonly var written = ref tree[token];
            if (written.Key != key && !written.Escaped)
            {
                continue;
            }

            if (written.Escaped ? tree.Decode(token) == name : Ascii.Equals(tree.Bytes(token), name))
            {
                return token + 1;
            }

            if (found < 0 && Same(tree, token, name))
            {
                found = token + 1;
            }
        }

        return found;
    }

    private static bool Same(JsonTree tree, int token, string name) => tree[token].Escaped
        ? tree.Decode(token).Equals(name, StringComparison.OrdinalIgnoreCase)
        : Ascii.EqualsIgnoreCase(tree.Bytes(token), name);

    private string? Read(string name, int max)
    {
        var value = Value(name);
        if (value.Kind is JsonValueKind.Object or JsonValueKind.Array)
        {
            Refuse(name, $"A text of at most {max} characters is expected.");
            return null;
        }

        return Scalar.Text(value);
    }
}
