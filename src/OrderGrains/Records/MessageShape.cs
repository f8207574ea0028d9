using System.Text.RegularExpressions;

namespace OrderGrains;

/// <summary>
/// What many failures of one kind have in common: a sentence without what differs from order to order. It stands in the clear beside records, so that nothing
/// of a person may be in it: what an order knows of persons is masked, then all that is quoted, has a digit or is too long for a word.
/// </summary>
internal static partial class MessageShape
{
    /// <summary>Most characters.</summary>
    public const int Max = 80;

    private const string Differs = "#";

    /// <summary>The shape of an error; null where nothing is left of it.</summary>
    /// <param name="error">What was said.</param>
    /// <param name="persons">What the order knows of persons.</param>
    public static string? Of(string? error, KnownPersons persons)
    {
        if (error is null)
        {
            return null;
        }

        var masked = persons.Mask(PersonalData.Mask(PersonalData.OneLine(error))).Replace(PersonalData.Masked, Differs, StringComparison.Ordinal);
        var shape = Runs().Replace(Words().Replace(Quoted().Replace(masked, Differs), Differs), Differs).Trim();
        return shape.Length == 0 || shape == Differs ? null
            : shape.Length <= Max ? shape
            : $"{shape[..(Max - 1)].TrimEnd()}…";
    }

    // What stands in quotes of one kind, on one line.
    [GeneratedRegex("\"[^\"]*\"|“[^”]*”|«[^»]*»|`[^`]*`|(?<!\\w)'[^']*'(?!\\w)", RegexOptions.CultureInvariant)]
    private static partial Regex Quoted();

    // A word with a digit in it, and one that no language has.
    [GeneratedRegex(@"[^\s,;:()\[\]{}]*\d(?:[^\s,;:()\[\]{}]*[^\s,;:()\[\]{}.!?])?|[^\s,;:()\[\]{}]{30,}", RegexOptions.CultureInvariant)]
    private static partial Regex Words();

    // Several of them are as good as one.
    [GeneratedRegex(@"#(?:[\s,;:]*#)+", RegexOptions.CultureInvariant)]
    private static partial Regex Runs();
}
