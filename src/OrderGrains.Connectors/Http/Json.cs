using System.Text.Json;

namespace OrderGrains.Connectors;

/// <summary>Reads vendors' answers leniently: names in any case, anything may be missing or of another kind.</summary>
internal static class Json
{
    /// <summary>A body as JSON; null where it is none.</summary>
    public static JsonElement? Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>A member of an object; null where it is missing or null.</summary>
    public static JsonElement? Child(this JsonElement element, string name)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        foreach (var member in element.EnumerateObject())
        {
            if (member.Value.ValueKind != JsonValueKind.Null
                && string.Equals(Readable(() => member.Name), name, StringComparison.OrdinalIgnoreCase))
            {
                return member.Value;
            }
        }

        return null;
    }

    /// <summary>A member that is a text, or a number as it is written; null for anything else and for an empty text.</summary>
    public static string? Text(this JsonElement element, string name) => element.Child(name) switch
    {
        { ValueKind: JsonValueKind.String } text => Readable(text.GetString) is { Length: > 0 } value ? value : null,
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        _ => null,
    };

    /// <summary>
    /// A member that names something, such as a code or a receipt; null also for one that is longer than any, or that holds a control character:
    /// it is shown, and written in lines of logs.
    /// </summary>
    public static string? Id(this JsonElement element, string name, int longest = 160) =>
        element.Text(name) is { } text && text.Length <= longest && !text.Any(char.IsControl) ? text : null;

    /// <summary>A member that is true or false; null for anything else.</summary>
    public static bool? Flag(this JsonElement element, string name) => element.Child(name) switch
    {
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => null,
    };

    /// <summary>A member that is a number; null for anything else and beyond what decimal holds.</summary>
    public static decimal? Number(this JsonElement element, string name) =>
        element.Child(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetDecimal(out var value) ? value : null;

    /// <summary>A member that is a whole number of an index's size; null for anything else.</summary>
    public static int? Index(this JsonElement element, string name) =>
        element.Child(name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt32(out var value) ? value : null;

    /// <summary>The elements of a member that is a list; none for anything else.</summary>
    public static IEnumerable<JsonElement> List(this JsonElement element, string name) =>
        element.Child(name) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    /// <summary>A text, or null where it holds half a character (broken UTF-8, a lone surrogate), on which the reader throws.</summary>
    private static string? Readable(Func<string?> text)
    {
        try
        {
            return text();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
