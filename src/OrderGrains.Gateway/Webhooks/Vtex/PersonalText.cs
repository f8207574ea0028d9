using System.Text.RegularExpressions;

namespace OrderGrains.Gateway.Webhooks.Vtex;

/// <summary>Masks what looks like a person's data in a vendor's sentence: e-mails, documents, phones and CEPs.</summary>
internal static partial class PersonalText
{
    /// <summary>The sentence with those parts masked.</summary>
    public static string Mask(string text) => Pattern().Replace(text, "***");

    [GeneratedRegex(@"[^\s@<>]{1,64}@[^\s@<>]{1,255}|\+?\d(?:[ ./()-]{0,2}\d){7,14}", RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();
}
