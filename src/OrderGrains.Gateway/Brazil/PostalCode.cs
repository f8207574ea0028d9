namespace OrderGrains.Gateway.Brazil;

/// <summary>CEP: eight digits, usually written 5-3.</summary>
internal static class PostalCode
{
    /// <summary>The eight digits; null where the text is no CEP.</summary>
    public static string? Normalize(string? text)
    {
        Span<char> digits = stackalloc char[8];
        var count = 0;
        foreach (var c in text ?? "")
        {
            if (c is '-' or '.' || char.IsWhiteSpace(c))
            {
                continue;
            }

            if (!char.IsAsciiDigit(c) || count == digits.Length)
            {
                return null;
            }

            digits[count++] = c;
        }

        return count == digits.Length && digits.ContainsAnyExcept('0') ? digits.ToString() : null;
    }
}
