namespace OrderGrains;

/// <summary>CPF and CNPJ: check digits modulo 11. A CNPJ may hold letters since July 2026 (IN RFB 2.229/2024).</summary>
public static class Documents
{
    /// <summary>Whether a document, with or without its punctuation, is a CPF or a CNPJ with right check digits.</summary>
    public static bool IsValid(string document)
    {
        var text = Bare(document);
        return text.Length switch
        {
            11 => IsCpf(text),
            14 => IsCnpj(text),
            _ => false,
        };
    }

    /// <summary>Whether a document is a CPF with right check digits.</summary>
    public static bool IsCpf(string document)
    {
        var text = Bare(document);
        return text.Length == 11 && AreDigits(text) && IsMixed(text) && ChecksOut(text, maxWeight: 11);
    }

    /// <summary>Whether a document is a CNPJ with right check digits.</summary>
    public static bool IsCnpj(string document)
    {
        var text = Bare(document);
        return text.Length == 14
            && text.Take(12).All(char.IsAsciiLetterOrDigit)
            && AreDigits(text.AsSpan(12))
            && IsMixed(text)
            && ChecksOut(text, maxWeight: 9);
    }

    /// <summary>Without dots, slashes, hyphens and spaces, letters in upper case; null where nothing is left.</summary>
    public static string? Plain(string? document)
    {
        var plain = Bare(document ?? "");
        return plain.Length == 0 ? null : plain;
    }

    private static bool AreDigits(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');

    /// <summary>One character over and over has right check digits, and is nobody's.</summary>
    private static bool IsMixed(string text) => text.AsSpan().ContainsAnyExcept(text[0]);

    private static string Bare(string document) => AreDigits(document)
        ? document
        : string.Concat(document.Where(c => c is not ('.' or '/' or '-') && !char.IsWhiteSpace(c))).ToUpperInvariant();

    private static bool ChecksOut(string text, int maxWeight) =>
        text[^2] == CheckDigit(text.AsSpan(0, text.Length - 2), maxWeight)
        && text[^1] == CheckDigit(text.AsSpan(0, text.Length - 1), maxWeight);

    /// <summary>Weights count up from 2 at the last character and start anew after <paramref name="maxWeight"/>.</summary>
    private static char CheckDigit(ReadOnlySpan<char> text, int maxWeight)
    {
        var sum = 0;
        var weight = 2;
        for (var i = text.Length - 1; i >= 0; i--)
        {
            sum += (text[i] - '0') * weight;
            weight = weight == maxWeight ? 2 : weight + 1;
        }

        var rest = sum % 11;
        return rest < 2 ? '0' : (char)('0' + 11 - rest);
    }
}
