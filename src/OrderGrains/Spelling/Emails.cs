using System.Security.Cryptography;
using System.Text;

namespace OrderGrains;

/// <summary>E-mail addresses: spelled in small letters, without blanks around them.</summary>
public static class Emails
{
    private const int MaxLength = 254;
    private const int MaxLocal = 64;
    private const int MaxLabel = 63;
    private const string Special = "!#$%&'*+/=?^_`{|}~-";

    // What is left of a made-up name beside the words of a template, and of it beside a mark.
    private const int MaxName = 40;
    private const int MarkBytes = 4;

    /// <summary>The address as it is kept and sent; null where the text is none.</summary>
    public static string? Spelled(string? text)
    {
        var address = (text ?? "").Trim().ToLowerInvariant();
        var at = address.LastIndexOf('@');
        return at > 0 && address.Length <= MaxLength && IsLocal(address[..at]) && IsDomain(address[(at + 1)..]) ? address : null;
    }

    /// <summary>
    /// A name that may stand before the <c>@</c>, made of any text. One that had to be changed bears a mark, so that two texts never become
    /// one person.
    /// </summary>
    public static string Name(string text)
    {
        var name = new StringBuilder(text.Length);
        foreach (var c in Letters.Folded(text))
        {
            name.Append(char.IsAsciiLetterOrDigit(c) || (c is '.' or '_' or '-' && name.Length > 0 && name[^1] != '.') ? c : '-');
        }

        var plain = name.ToString().Trim('.', '-');
        if (plain.Equals(text, StringComparison.OrdinalIgnoreCase) && plain.Length is > 0 and <= MaxName)
        {
            return plain;
        }

        var mark = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, MarkBytes));
        var start = plain[..Math.Min(plain.Length, MaxName - mark.Length - 1)].TrimEnd('.', '-');
        return start.Length == 0 ? mark : $"{start}-{mark}";
    }

    private static bool IsLocal(string local) =>
        local.Length <= MaxLocal
        && local.Split('.').All(part => part.Length > 0 && part.All(c => char.IsAsciiLetterOrDigit(c) || Special.Contains(c, StringComparison.Ordinal)));

    private static bool IsDomain(string domain)
    {
        var labels = domain.Split('.');
        return labels.Length > 1
            && labels.All(label => label.Length is > 0 and <= MaxLabel
                && label[0] != '-' && label[^1] != '-' && label.All(c => char.IsAsciiLetterOrDigit(c) || c == '-'))
            && labels[^1] is { Length: > 1 } last && last.Any(char.IsAsciiLetter);
    }
}
