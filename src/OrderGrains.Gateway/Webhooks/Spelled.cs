using System.Text.Json;
using OrderGrains.Gateway.Json;

namespace OrderGrains.Gateway.Webhooks;

/// <summary>
/// Values that are written in many ways, in the one spelling in which they are kept, compared and sent; as the sender wrote them where they
/// are none of their kind, so that people see what was sent.
/// </summary>
internal static class Spelled
{
    private const int CpfDigits = 11;
    private const int CnpjDigits = 14;

    /// <summary>CPF or CNPJ, bare of punctuation.</summary>
    public static string? Document(Fields fields, string name) => Documents.Plain(Digits(fields, name, CpfDigits, CnpjDigits));

    /// <summary>CEP; the postal code of another country as it is written there.</summary>
    public static string? PostalCode(Fields fields, string name, bool foreign) => foreign
        ? fields.Text(name)
        : PostalCodes.Spelled(Digits(fields, name, PostalCodes.Length)) ?? fields.Text(name);

    /// <summary>State; that of another country as it is written there.</summary>
    public static string? State(Fields fields, string name, bool foreign) =>
        fields.Text(name) is { } text && !foreign ? States.Spelled(text) ?? text : fields.Text(name);

    /// <summary>Country; null where none is told.</summary>
    public static string? Country(Fields fields, string name) => fields.Text(name) is { } text ? Countries.Spelled(text) ?? text : null;

    /// <summary>E-mail.</summary>
    public static string? Email(Fields fields, string name) => fields.Text(name) is { } text ? Emails.Spelled(text) ?? text : null;

    /// <summary>
    /// A text of digits: where it came as a number it has lost its leading zeros, and gets them back up to the first of the lengths that it fits.
    /// </summary>
    private static string? Digits(Fields fields, string name, params ReadOnlySpan<int> lengths)
    {
        var text = fields.Text(name);
        if (text is null || fields.Value(name).Kind != JsonValueKind.Number || !text.All(char.IsAsciiDigit))
        {
            return text;
        }

        foreach (var length in lengths)
        {
            if (text.Length <= length)
            {
                return text.PadLeft(length, '0');
            }
        }

        return text;
    }

    /// <summary>Birthday.</summary>
    public static string? Day(Fields fields, string name) => fields.Text(name) is { } text ? Times.SpelledDay(text) ?? text : null;
}
