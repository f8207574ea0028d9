namespace OrderGrains;

/// <summary>CPF and CNPJ, the alphanumeric CNPJ of July 2026 too (IN RFB 2.229/2024).</summary>
public static class Documents
{
    /// <summary>Without punctuation and in upper case; letters stay, since a CNPJ may have them.</summary>
    public static string Normalize(string document) =>
        string.Concat(document.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
}
