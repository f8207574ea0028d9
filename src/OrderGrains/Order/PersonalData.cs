using System.Text.RegularExpressions;

namespace OrderGrains;

/// <summary>Finds what looks like a person's data in a vendor's sentence: e-mails, documents, cards, phones and CEPs.</summary>
public static partial class PersonalData
{
    /// <summary>The sentence with those parts masked.</summary>
    public static string Mask(string text) => Numbers().Replace(Emails().Replace(text, "***"), "***");

    [GeneratedRegex(@"[^\s@""'<>:;,]+@[^\s@""'<>:;,]+", RegexOptions.CultureInvariant)]
    private static partial Regex Emails();

    // CPF; CNPJ; phones with country or area code; CEP; any run of eleven digits and more; cards in groups of 4-4-4-n or 4-6-n, as
    // they are printed, with one kind of gap throughout.
    [GeneratedRegex(
        @"\b\d{3}\.\d{3}\.\d{3}-\d{2}\b|\b[0-9A-Z]{2}\.[0-9A-Z]{3}\.[0-9A-Z]{3}/[0-9A-Z]{4}-\d{2}\b"
        + @"|\+\d{2}[ -]?\(?\d{2}\)?[ -]?\d{4,5}[ -]?\d{4}|\(?\b\d{2}\)?[ -]\d{4,5}-\d{4}\b|(?<![\w-])\d{5}-\d{3}(?![\w-])|\d{11,}"
        + @"|(?<![\w-])\d{4}(?<gap>[ .\u00A0-])(?:\d{4}\k<gap>\d{4}\k<gap>\d{1,4}(?:\k<gap>\d{1,3})?|\d{6}\k<gap>\d{4,5})(?![\w-])",
        RegexOptions.CultureInvariant)]
    private static partial Regex Numbers();
}
