namespace OrderGrains;

/// <summary>CEP: eight digits, spelled <c>01310-100</c>.</summary>
public static class PostalCodes
{
    /// <summary>Digits of a CEP.</summary>
    public const int Length = 8;

    /// <summary>The CEP as it is kept and sent; null where the text is none.</summary>
    public static string? Spelled(string? text) => Digits(text) is { } digits ? $"{digits[..5]}-{digits[5..]}" : null;

    /// <summary>The eight digits, by which CEPs are compared and catalogs are asked; null where the text is no CEP.</summary>
    public static string? Digits(string? text)
    {
        Span<char> digits = stackalloc char[Length];
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
