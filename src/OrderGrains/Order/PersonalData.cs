using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;

namespace OrderGrains;

/// <summary>
/// What may be shown of another system's words (docs/privacy.md, "Masking"): one line, bounded, without what looks like a person's data: e-mails, documents, cards,
/// phones and CEPs. What an order itself holds of persons is found by <see cref="KnownPersons"/>.
/// </summary>
public static partial class PersonalData
{
    /// <summary>What is shown in the place of what was masked.</summary>
    public const string Masked = "***";

    /// <summary>What is shown in the place of a code or a name that is none.</summary>
    public const string NoCode = "?";

    private const int MaxCode = 16;
    private const int MaxIdentifier = 64;

    private static readonly SearchValues<char> OfCodes = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.$");

    /// <summary>A sentence that somebody else wrote, as it is kept and shown: at most <see cref="Limits.MaxText"/> characters.</summary>
    public static string Told(string text) => Limits.Clip(Mask(OneLine(Cut(text))).Trim());

    /// <summary>An id that somebody else gave: as <see cref="Told"/>, but that it may be of many digits.</summary>
    public static string Id(string id) => Limits.Clip(Formatted().Replace(Emails().Replace(OneLine(Cut(id)), Masked), Masked).Trim());

    /// <summary>A code that somebody else gave: up to 16 letters and digits, one of these at least, so that no name is one; else <see cref="NoCode"/>.</summary>
    public static string Code(string? code) =>
        code is { Length: > 0 and <= MaxCode } && IsOfCodes(code) && code.Any(char.IsAsciiDigit) && Mask(code) == code ? code : NoCode;

    /// <summary>The name of a field as a sender gave it: up to 64 letters and digits; else <see cref="NoCode"/>, since it may be data.</summary>
    public static string Field(string name) => name is { Length: > 0 and <= MaxIdentifier } && IsOfCodes(name) && Mask(name) == name ? name : NoCode;

    /// <summary>Each word's first letter: <c>L… Z…</c>; null where there is no name.</summary>
    public static string? Initials(string? name)
    {
        var words = OneLine(name ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return words.Length == 0 ? null : Limits.Clip(string.Join(' ', words.Select(word => $"{System.Text.Rune.GetRuneAt(word, 0)}…")));
    }

    /// <summary>The sentence with what looks like a person's data masked.</summary>
    public static string Mask(string text) => Runs().Replace(Formatted().Replace(Emails().Replace(text, Masked), Masked), Masked);

    /// <summary>
    /// The text in one line: a control character or a line's end, which would make it look like two lines of a log, is a space; what is never seen (direction
    /// marks, joiners of no width, half characters) goes, since it would hide a value.
    /// </summary>
    public static string OneLine(string text)
    {
        var clean = 0;
        while (clean < text.Length && IsPlain(text, clean))
        {
            clean++;
        }

        if (clean == text.Length)
        {
            return text;
        }

        var line = new System.Text.StringBuilder(text, 0, clean, text.Length);
        for (var at = clean; at < text.Length; at++)
        {
            if (IsPlain(text, at))
            {
                line.Append(text[at]);
            }
            else if (char.GetUnicodeCategory(text[at]) is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            {
                line.Append(' ');
            }
        }

        return line.ToString();
    }

    /// <summary>Long texts are cut before the patterns run: what is behind is not shown anyway.</summary>
    private static string Cut(string text) => text.Length > 4 * Limits.MaxText ? text[..(4 * Limits.MaxText)] : text;

    private static bool IsOfCodes(string text) => text.AsSpan().IndexOfAnyExcept(OfCodes) < 0;

    private static bool IsPlain(string text, int at) => text[at] is >= ' ' and < '\u007F'
        || char.GetUnicodeCategory(text[at]) switch
        {
            UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.Format => false,
            UnicodeCategory.Surrogate => (char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
                || (char.IsLowSurrogate(text[at]) && at > 0 && char.IsHighSurrogate(text[at - 1])),
            _ => true,
        };

    [GeneratedRegex(@"[^\s@""'<>:;,]+@[^\s@""'<>:;,]+", RegexOptions.CultureInvariant)]
    private static partial Regex Emails();

    // CPF; CNPJ; phones with country or area code; CEP; cards in groups of 4-4-4-n or 4-6-n, as they are printed, with one kind of gap throughout.
    [GeneratedRegex(
        @"\b\d{3}\.\d{3}\.\d{3}-\d{2}\b|\b[0-9A-Z]{2}\.[0-9A-Z]{3}\.[0-9A-Z]{3}/[0-9A-Z]{4}-\d{2}\b"
        + @"|\+\d{2}[ -]?\(?\d{2}\)?[ -]?\d{4,5}[ -]?\d{4}|\(?\b\d{2}\)?[ -]\d{4,5}-\d{4}\b|(?<![\w-])\d{5}-\d{3}(?![\w-])"
        + @"|(?<![\w-])\d{4}(?<gap>[ .\u00A0-])(?:\d{4}\k<gap>\d{4}\k<gap>\d{1,4}(?:\k<gap>\d{1,3})?|\d{6}\k<gap>\d{4,5})(?![\w-])",
        RegexOptions.CultureInvariant)]
    private static partial Regex Formatted();

    // Any run of eleven digits and more.
    [GeneratedRegex(@"\d{11,}", RegexOptions.CultureInvariant)]
    private static partial Regex Runs();
}
