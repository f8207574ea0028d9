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
        foreach (var c in text ?? "")
        {
            folded.Append(Folded(c));
        }

        return folded.ToString();
    }

    /// <summary>The character as a small letter without accent; null for a mark that stands behind its letter.</summary>
    public static char? Folded(char c)
    {
        var small = char.ToLowerInvariant(c);
        return small is >= '\u0300' and <= '\u036F' ? null
            : Accented.IndexOf(small, StringComparison.Ordinal) is var at and >= 0 ? Bare[at] : small;
    }

    /// <summary>The decimal digits of a text.</summary>
    public static string Digits(string? text) => string.Concat((text ?? "").Where(char.IsAsciiDigit));
}
