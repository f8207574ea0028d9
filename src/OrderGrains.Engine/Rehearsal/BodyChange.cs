using System.Text.Json;

namespace OrderGrains.Engine;

/// <summary>Where two JSON bodies differ.</summary>
/// <param name="Path">The field, such as <c>items[0].price</c>.</param>
/// <param name="Before">As it was sent; null where it was not there.</param>
/// <param name="After">As it would be sent; null where it would not be there.</param>
public sealed record BodyChange(string Path, string? Before, string? After)
{
    /// <summary>Every field that differs, in the order of their paths.</summary>
    /// <exception cref="JsonException">One of them is no JSON.</exception>
    public static IReadOnlyList<BodyChange> Between(ReadOnlyMemory<byte> before, ReadOnlyMemory<byte> after)
    {
        if (before.Span.SequenceEqual(after.Span))
        {
            return [];
        }

        var (old, @new) = (Fields(before), Fields(after));
        return
        [
            .. old.Keys.Union(@new.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
                .Select(path => new BodyChange(path, old.GetValueOrDefault(path), @new.GetValueOrDefault(path)))
                .Where(change => change.Before != change.After),
        ];
    }

    private static Dictionary<string, string> Fields(ReadOnlyMemory<byte> body)
    {
        Dictionary<string, string> fields = new(StringComparer.Ordinal);
        if (!body.IsEmpty)
        {
            using var document = JsonDocument.Parse(body);
            Add(document.RootElement, "", fields);
        }

        return fields;
    }

    private static void Add(JsonElement element, string path, Dictionary<string, string> fields)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            foreach (var member in element.EnumerateObject())
            {
                Add(member.Value, path.Length == 0 ? member.Name : $"{path}.{member.Name}", fields);
            }
        }
        else if (element.ValueKind == JsonValueKind.Array)
        {
            for (var index = 0; index < element.GetArrayLength(); index++)
            {
                Add(element[index], $"{path}[{index}]", fields);
            }
        }
        else
        {
            fields[path] = element.ToString();
        }
    }
}
