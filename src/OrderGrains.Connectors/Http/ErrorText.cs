using System.Text;
using System.Text.Json;

namespace OrderGrains.Connectors;

/// <summary>
/// Makes what a target says fit to be shown: without secrets, without the customer's own words, without anything that looks
/// like an e-mail, a document, a phone or a CEP, and no longer than <see cref="Limits.MaxText"/>.
/// </summary>
internal sealed class ErrorText
{
    private const string Mask = "***";

    private readonly List<string> _secrets;
    private readonly List<string> _personal;

    /// <summary>Made with the texts that must not show: they are replaced wherever they stand.</summary>
    /// <param name="content">The order whose customer is protected; null where there is none.</param>
    /// <param name="secrets">The tenant's secrets for the target.</param>
    public ErrorText(OrderContent? content, params IEnumerable<string?> secrets)
    {
        _secrets = Known(secrets, 4); // Shorter ones, which only Development takes, would mask words.
        _personal = content is null ? [] : Known(Personal(content), 3);
    }

    /// <summary>A text fit to be shown.</summary>
    public string Clean(string text)
    {
        // Long texts are cut before the patterns run: what is behind is not shown anyway.
        var cleaned = text.Length > 4 * Limits.MaxText ? text[..(4 * Limits.MaxText)] : text;
        cleaned = _secrets.Concat(_personal).Aggregate(
            cleaned, (seen, known) => seen.Replace(known, Mask, StringComparison.OrdinalIgnoreCase));
        return Limits.Clip(PersonalData.Mask(InOneLine(cleaned)).Trim());
    }

    /// <summary>The sentence in a JSON answer, fit to be shown; null where there is none.</summary>
    public string? Sentence(ReadOnlyMemory<byte> body)
    {
        if (Json.Parse(body) is not { ValueKind: JsonValueKind.Object } root)
        {
            return null;
        }

        var sentence = root.Text("message") ?? root.Text("ErrorMessage") ?? root.Text("title") ?? root.Text("detail")
            ?? root.Text("error") ?? root.Child("error")?.Text("message");
        return sentence is null ? null : Clean(sentence);
    }

    /// <summary>A body without secrets, for the log of what crossed the wire.</summary>
    public ReadOnlyMemory<byte> WithoutSecrets(ReadOnlyMemory<byte> body)
    {
        var text = Encoding.UTF8.GetString(body.Span);
        var cleaned = _secrets.Aggregate(text, (seen, secret) => seen.Replace(secret, Mask, StringComparison.Ordinal));
        return ReferenceEquals(text, cleaned) ? body : Encoding.UTF8.GetBytes(cleaned);
    }

    /// <summary>It is written in lines of logs, where a line's end would make it look like another line.</summary>
    private static string InOneLine(string text) =>
        text.Any(char.IsControl) ? string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter)) : text;

    private static List<string> Known(IEnumerable<string?> texts, int shortest) =>
        [.. texts.OfType<string>().Select(text => text.Trim()).Where(text => text.Length >= shortest).Distinct()
            .OrderByDescending(text => text.Length)];

    private static IEnumerable<string?> Personal(OrderContent content)
    {
        var (customer, address) = (content.Customer, content.Address);
        return
        [
            customer.Name, customer.LastName, customer.Document, customer.Email, customer.Phone, customer.BirthDate,
            customer.BusinessDocument, customer.BusinessName, customer.StateInscription, customer.Id,
            address?.Recipient, address?.Street, address?.PostalCode, address?.Complement,
            .. (customer.Name ?? "").Split(' ').Where(word => word.Length > 3),
        ];
    }
}
