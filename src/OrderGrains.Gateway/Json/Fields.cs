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
    private readonly Field[] _fields;
    private readonly bool _escaped;

    /// <param name="element">An object, or undefined.</param>
    /// <param name="parent">What it is a field of; null for a body.</param>
    /// <param name="name">Under which name.</param>
    /// <param name="index">Its place in a list; below 0 where it is not in one.</param>
    /// <param name="faults">Where faults go.</param>
    private Fields(JsonElement element, Fields? parent, string name, int index, Faults faults)
    {
        (_parent, _name, _index, _faults) = (parent, name, index, faults);
        _fields = [];
        if (element.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        Exists = true;
        _fields = new Field[element.GetPropertyCount()];
        var count = 0;
        foreach (var property in element.EnumerateObject())
        {
            var written = JsonMarshal.GetRawUtf8PropertyName(property);
            _fields[count++] = new() { Property = property, Key = written.IsEmpty ? default : Key(written.Length, written[0]) };
            _escaped |= written.Contains((byte)'\\');
        }
    }

    /// <summary>Whether the object is there at all.</summary>
    public bool Exists { get; }

    /// <summary>Where it stands in its body; made for messages only.</summary>
    private string Path => _parent is null ? "" : _parent.At(_index < 0 ? _name : $"{_name}[{_index}]");

    /// <summary>The fields of a body; a fault where it is no object.</summary>
    public static Fields Of(JsonElement body, Faults faults)
    {
        if (body.ValueKind == JsonValueKind.Object)
        {
            return new(body, null, "", -1, faults);
        }

        faults.Add("$", "An object is expected.");
        return new(default, null, "", -1, faults);
    }

    /// <summary>The path of a field, for messages.</summary>
    public string At(string name) => Path is { Length: > 0 } path ? $"{path}.{name}" : name;

    /// <summary>Notes that a field cannot be right.</summary>
    public void Refuse(string name, string message) => _faults.Add(At(name), message);

    /// <summary>
    /// The raw value; <see cref="JsonValueKind.Undefined"/> where it is absent or null. Of two, a name as the page writes it wins, else the
    /// last, as with any JSON parser.
    /// </summary>
    public JsonElement Value(string name)
    {
        var found = Find(name);
        var value = found < 0 ? default : _fields[found].Property.Value;
        return value.ValueKind == JsonValueKind.Null ? default : value;
    }

    /// <summary>Free text, trimmed and cut to <see cref="MaxText"/>; a number or a flag as it is written; blank is absent.</summary>
    public string? Text(string name) => Read(name, MaxText) is { } text ? text[..Math.Min(text.Length, MaxText)] : null;

    /// <summary>Free text; an object or a list as its JSON, where a page does not say which of them a field is.</summary>
    public string? Words(string name) => Value(name).ValueKind is JsonValueKind.Object or JsonValueKind.Array ? Json(name) : Text(name);

    /// <summary>A value of unknown shape as JSON text, cut to <see cref="MaxText"/>; null where absent, or where it holds nothing.</summary>
    public string? Json(string name)
    {
        var text = Value(name) is { ValueKind: not JsonValueKind.Undefined } value ? value.GetRawText() : "";
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
        if (value.ValueKind == JsonValueKind.Undefined || Scalar.IsBlank(value))
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
        if (value.ValueKind == JsonValueKind.Undefined || Scalar.IsBlank(value))
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
        if (value.ValueKind == JsonValueKind.Undefined || Scalar.IsBlank(value) || (Scalar.TryNumber(value, out var epoch) && epoch == 0))
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

    /// <summary>An object; its fields read as absent where it is.</summary>
    public Fields Object(string name)
    {
        var found = Find(name);
        return found < 0 ? ReadObject(name)
            : _fields[found].Read as Fields ?? (Fields)(_fields[found].Read = ReadObject(name));
    }

    /// <summary>A list of objects, nulls left out; empty where it is absent.</summary>
    public ImmutableArray<Fields> Objects(string name)
    {
        var found = Find(name);
        return found < 0 ? []
            : ImmutableCollectionsMarshal.AsImmutableArray(_fields[found].Read as Fields[] ?? (Fields[])(_fields[found].Read = ReadObjects(name)));
    }

    /// <summary>How many fields there are.</summary>
    public int Count => _fields.Length;

    /// <summary>A field by its place.</summary>
    public JsonProperty this[int index] => _fields[index].Property;

    /// <summary>What names that differ only in case have in common, to spare most comparisons: their length, and all of their first letter but its case.</summary>
    private static ushort Key(int length, int first) => (ushort)((length << 8) | (first & 0xDF));

    /// <summary>Where a field stands; below 0 where it is absent. Of two, see <see cref="Value"/>.</summary>
    private int Find(string name)
    {
        var found = -1;
        var key = Key(name.Length, name[0]);
        for (var i = _fields.Length - 1; i >= 0; i--)
        {
            if (_fields[i].Key != key && !_escaped)
            {
                continue;
            }

            var property = _fields[i].Property;
            var written = JsonMarshal.GetRawUtf8PropertyName(property);
            if (_escaped ? property.Name == name : Ascii.Equals(written, name))
            {
                return i;
            }

            if (found < 0 && (_escaped ? property.Name.Equals(name, StringComparison.OrdinalIgnoreCase) : Ascii.EqualsIgnoreCase(written, name)))
            {
                found = i;
            }
        }

        return found;
    }

    private Fields ReadObject(string name)
    {
        var value = Value(name);
        if (value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Undefined))
        {
            Refuse(name, "An object is expected.");
            value = default;
        }

        return new(value, this, name, -1, _faults);
    }

    private Fields[] ReadObjects(string name)
    {
        var value = Value(name);
        if (value.ValueKind == JsonValueKind.Undefined)
        {
            return [];
        }

        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() > MaxElements)
        {
            Refuse(name, $"A list of at most {MaxElements} objects is expected.");
            return [];
        }

        var objects = new Fields[value.GetArrayLength()];
        var (count, index) = (0, 0);
        foreach (var element in value.EnumerateArray())
        {
            if (element.ValueKind == JsonValueKind.Object)
            {
                objects[count++] = new(element, this, name, index, _faults);
            }
            else if (element.ValueKind != JsonValueKind.Null)
            {
                Refuse($"{name}[{index}]", "An object is expected.");
            }

            index++;
        }

        return count == objects.Length ? objects : objects[..count];
    }

    private string? Read(string name, int max)
    {
        var value = Value(name);
        if (value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
        {
            Refuse(name, $"A text of at most {max} characters is expected.");
            return null;
        }

        return Scalar.Text(value);
    }

    private struct Field
    {
        public JsonProperty Property;
        public object? Read; // Its fields, or a list of them, once they were asked for.
        public ushort Key;
    }
}
