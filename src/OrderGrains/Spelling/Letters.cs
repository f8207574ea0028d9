using System.Text;

namespace OrderGrains;

/// <summary>Texts without what two writers of one word differ in.</summary>
public static class Letters
{
    private const string Accented = "áàâãäåéèêëíìîïóòôõöúùûüçñ";
    private const string Bare = "aaaaaaeeeeiiiiooooouuuucn";

    /// <summary>The letters and digits in small letters, accents and everything else left out.</summary>
    public static string Plain(string? text)
    {
        var plain = new StringBuilder(text?.Length ?? 0);
        foreach (var c in Folded(text))
        {
            if (char.IsLetterOrDigit(c))
            {
                plain.Append(c);
            }
        }

        return plain.ToString();
    }

    /// <summary>The text in small letters without accents, whether they stand in a letter or behind it.</summary>
    public static string Folded(string? text)
    {
        var folded = new StringBuilder(text?.Length ?? 0);
        foreach (var c in (text ?? "").ToLowerInvariant())
        {
            if (c is < '\u0300' or > '\u036F') // A mark that stands behind its letter.
            {
                folded.Append(Accented.IndexOf(c, StringComparison.Ordinal) is var at and >= 0 ? Bare[at] : c);
            }
        }

        return folded.ToString();
    }

    /// <summary>The decimal digits of a text.</summary>
    public static string Digits(string? text) => string.Concat((text ?? "").Where(char.IsAsciiDigit));
}
