namespace OrderGrains.Gateway.Operations;

/// <summary>Personal data as operators see it.</summary>
internal static class Masking
{
    /// <summary>Each word's first letter: <c>L… Z…</c>; null where there is no name.</summary>
    public static string? Name(string? name)
    {
        var words = (name ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 ? null : string.Join(' ', words.Select(word => $"{System.Text.Rune.GetRuneAt(word, 0)}…"));
    }

    /// <summary>A CPF's six middle digits: <c>***522338**</c>; any other document whole masked; null where there is none.</summary>
    public static string? Document(string? document)
    {
        var plain = Documents.Plain(document);
        return plain is null ? null : plain.Length == 11 ? $"***{plain.AsSpan(3, 6)}**" : "***";
    }
}
