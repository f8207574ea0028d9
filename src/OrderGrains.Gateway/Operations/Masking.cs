namespace OrderGrains.Gateway.Operations;

/// <summary>Personal data as operators see it.</summary>
internal static class Masking
{
    /// <summary>A CPF's six middle digits: <c>***522338**</c>; any other document whole masked; null where there is none.</summary>
    public static string? Document(string? document)
    {
        var plain = Documents.Plain(document);
        return plain is null ? null : plain.Length == 11 && plain.All(char.IsAsciiDigit) ? $"***{plain.AsSpan(3, 6)}**" : "***";
    }
}
