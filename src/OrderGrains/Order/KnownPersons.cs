using System.Buffers;
using System.Collections.Immutable;

namespace OrderGrains;

/// <summary>
/// Finds what an order holds of persons in another system's words: names, also single ones, documents, e-mails, phones, birth dates and addresses, in small or
/// capital letters, with or without accents, and numbers with any punctuation. Immutable.
/// </summary>
public sealed class KnownPersons
{
    /// <summary>Of an order that nothing is known of.</summary>
    public static readonly KnownPersons Nobody = new([]);

    private const int MinWord = 3; // Letters of a name, so that "de" and "da" stay.
    private const int MinText = 3;
    private const int MinNumber = 6; // Digits of a number, so that amounts stay.
    private const int MinId = 6;
    private const int MaxGap = 2; // Characters of punctuation between two digits.

    private static readonly SearchValues<char> Gaps = SearchValues.Create(" .-/()\u00A0");

    private readonly ImmutableArray<string> _texts; // Folded; found as whole words.
    private readonly ImmutableArray<string> _numbers; // Folded letters and digits; found with any punctuation between.

    private KnownPersons(IEnumerable<OrderContent> contents)
    {
        var (texts, numbers) = (new HashSet<string>(StringComparer.Ordinal), new HashSet<string>(StringComparer.Ordinal));
        foreach (var content in contents)
        {
            AddCustomer(content.Customer, texts, numbers);
            AddAddress(content.Address, texts, numbers);
            AddName(content.Sale.SalesPerson, texts);
        }

        (_texts, _numbers) = ([.. texts], [.. numbers]);
    }

    /// <summary>Of an order's content, and of what was placed where that is another.</summary>
    public static KnownPersons Of(params IEnumerable<OrderContent?> contents) =>
        contents.OfType<OrderContent>().ToArray() is { Length: > 0 } some ? new(some) : Nobody;

    /// <summary>The text with all of it masked; it is not changed otherwise.</summary>
    public string Mask(string text)
    {
        if (text.Length == 0 || (_texts.IsEmpty && _numbers.IsEmpty))
        {
            return text;
        }

        var hit = new bool[text.Length];
        var (folded, at) = Projected(text, static _ => true);
        foreach (var known in _texts)
        {
            Find(folded, known, start =>
            {
                if (IsApart(folded, start, known.Length, char.IsLetterOrDigit))
                {
                    Array.Fill(hit, true, at[start], at[start + known.Length - 1] - at[start] + 1);
                }
            });
        }

        var (bare, where) = Projected(text, char.IsLetterOrDigit);
        foreach (var known in _numbers)
        {
            Find(bare, known, start =>
            {
                if (IsNumber(text, where, start, known.Length))
                {
                    Array.Fill(hit, true, where[start], where[start + known.Length - 1] - where[start] + 1);
                }
            });
        }

        return Replaced(text, hit);
    }

    private static void AddCustomer(Customer customer, HashSet<string> texts, HashSet<string> numbers)
    {
        AddName($"{customer.Name} {customer.LastName}", texts);
        AddName(customer.BusinessName, texts);
        Add(customer.Name, MinText, texts);
        Add(customer.Email, MinText, texts);
        Add(customer.Id, MinId, texts);
        AddNumber(customer.Document, numbers);
        AddNumber(customer.BusinessDocument, numbers);
        AddNumber(customer.StateInscription, numbers);
        var phone = Letters.Digits(customer.Phone);
        AddNumber(phone, numbers);
        foreach (var without in (int[])[2, 4]) // The country, and the area.
        {
            AddNumber(phone.Length - without >= 8 ? phone[without..] : null, numbers);
        }

        var born = Letters.Digits(customer.BirthDate);
        AddNumber(born, numbers);
        AddNumber(born.Length == 8 ? born[6..] + born[4..6] + born[..4] : null, numbers); // Day, month and year.
    }

    private static void AddAddress(Address? address, HashSet<string> texts, HashSet<string> numbers)
    {
        AddName(address?.Recipient, texts);
        AddNumber(address?.PostalCode, numbers);
        Add(address?.Street, MinText, texts);
        Add(address?.Street?.Trim().Split(' ', 2) is [_, var name] ? name : null, MinText + 1, texts); // Without "Rua" or "Av.".
        Add(address?.Complement, MinText, texts);
        Add(address?.Neighborhood, MinText, texts);
    }

    private static void AddName(string? name, HashSet<string> texts)
    {
        Add(name, MinText, texts);
        foreach (var word in (name ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            Add(word, MinWord, texts);
        }
    }

    private static void Add(string? text, int shortest, HashSet<string> texts)
    {
        if (Letters.Folded(text).Trim() is var folded && folded.Length >= shortest && folded.Any(char.IsLetterOrDigit))
        {
            texts.Add(folded);
        }
    }

    private static void AddNumber(string? number, HashSet<string> numbers)
    {
        if (Letters.Plain(number) is { Length: >= MinNumber } plain && plain.Any(char.IsAsciiDigit))
        {
            numbers.Add(plain);
        }
    }

    /// <summary>The characters of a kind, folded, and where each of them stands.</summary>
    private static (string Folded, int[] At) Projected(string text, Func<char, bool> kind)
    {
        var (folded, at) = (new char[text.Length], new int[text.Length]);
        var count = 0;
        for (var index = 0; index < text.Length; index++)
        {
            if (kind(text[index]) && Letters.Folded(text[index]) is { } one)
            {
                (folded[count], at[count++]) = (one, index);
            }
        }

        return (new(folded, 0, count), at);
    }

    private static void Find(string text, string known, Action<int> found)
    {
        for (var start = text.IndexOf(known, StringComparison.Ordinal); start >= 0; start = text.IndexOf(known, start + 1, StringComparison.Ordinal))
        {
            found(start);
        }
    }

    /// <summary>Whether no character of a kind stands directly before or after; one that ends in another kind is apart anyway.</summary>
    private static bool IsApart(string text, int start, int length, Func<char, bool> kind) =>
        !(start > 0 && kind(text[start - 1]) && kind(text[start]))
        && !(start + length < text.Length && kind(text[start + length]) && kind(text[start + length - 1]));

    /// <summary>Whether characters stand as one number: nothing but a little punctuation between them, and no digit at either end.</summary>
    private static bool IsNumber(string text, int[] where, int start, int length)
    {
        for (var index = start + 1; index < start + length; index++)
        {
            var gap = text.AsSpan(where[index - 1] + 1, where[index] - where[index - 1] - 1);
            if (gap.Length > MaxGap || gap.IndexOfAnyExcept(Gaps) >= 0)
            {
                return false;
            }
        }

        return IsApart(text, where[start], where[start + length - 1] - where[start] + 1, char.IsAsciiDigit);
    }

    /// <summary>One mask for what stands side by side.</summary>
    private static string Replaced(string text, bool[] hit)
    {
        var replaced = new System.Text.StringBuilder(text.Length);
        for (var index = 0; index < text.Length; index++)
        {
            if (!hit[index])
            {
                replaced.Append(text[index]);
            }
            else if (index == 0 || !hit[index - 1])
            {
                var apart = index >= 2 && text[index - 1] == ' ' && hit[index - 2];
                replaced.Length -= apart ? 1 : 0;
                replaced.Append(apart ? "" : PersonalData.Masked);
            }
        }

        return replaced.ToString();
    }
}
