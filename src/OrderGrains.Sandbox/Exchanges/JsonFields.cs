using System.Text.Json;

namespace OrderGrains.Sandbox.Exchanges;

/// <summary>Reads fields of a JSON value that may be anything at all. Names match exactly: a field in the wrong case is missing.</summary>
internal static class JsonFields
{
    /// <summary>The field's value; undefined when the value is no object, the field is missing, or it is null.</summary>
    public static JsonElement Field(this JsonElement json, string name) =>
        json.ValueKind == JsonValueKind.Object && json.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value
            : default;

    public static bool IsMissing(this JsonElement json) => json.ValueKind == JsonValueKind.Undefined;

    /// <summary>The field's text, or null when it is missing or no text.</summary>
    public static string? Text(this JsonElement json, string name) =>
        json.Field(name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    /// <summary>The value as a whole number; null for anything else, 10.0 too.</summary>
    public static long? Whole(this JsonElement json) =>
        json.ValueKind == JsonValueKind.Number && json.TryGetInt64(out var whole) ? whole : null;

    public static decimal? Decimal(this JsonElement json) =>
        json.ValueKind == JsonValueKind.Number && json.TryGetDecimal(out var number) ? number : null;

    public static bool IsTrue(this JsonElement json) => json.ValueKind == JsonValueKind.True;

    /// <summary>The elements of an array; none for anything else.</summary>
    public static IReadOnlyList<JsonElement> Elements(this JsonElement json) =>
        json.ValueKind == JsonValueKind.Array ? [.. json.EnumerateArray()] : [];
}
