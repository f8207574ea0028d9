namespace OrderGrains.Connectors;

/// <summary>CPF and CNPJ as systems key customers by them.</summary>
internal static class Documents
{
    /// <summary>
    /// Without dots, slashes, hyphens and spaces, letters upper case (a CNPJ may hold letters since 2026, IN RFB 2.229/2024);
    /// null where nothing is left.
    /// </summary>
    public static string? Plain(string? document)
    {
        var plain = string.Concat((document ?? "").Where(c => c is not ('.' or '/' or '-') && !char.IsWhiteSpace(c))).ToUpperInvariant();
        return plain.Length == 0 ? null : plain;
    }
}
