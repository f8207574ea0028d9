namespace OrderGrains.Gateway.Brazil;

/// <summary>CEP: eight digits, usually written 5-3.</summary>
internal static class PostalCode
{
    /// <summary>The eight digits; null where the text is no CEP.</summary>
    public static string? Normalize(string? text)
    {
        var digits = string.Concat((text ?? "").Where(c => c is not ('-' or '.') && !char.IsWhiteSpace(c)));
        return digits.Length == 8 && digits.All(char.IsAsciiDigit) && digits != "00000000" ? digits : null;
    }
}
