using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace OrderGrains.Connectors;

/// <summary>
/// Makes what a target says fit to be shown: without secrets, without the customer's own words, without anything that looks
/// like an e-mail, a document, a phone or a CEP, and no longer than <see cref="Limits.MaxText"/>.
/// </summary>
internal sealed class ErrorText
{
    private readonly List<string> _secrets;
    private readonly OrderContent? _content;
    private KnownPersons? _persons; // Most calls say nothing that is to be shown.

    /// <summary>Made with the texts that must not show: they are replaced wherever they stand.</summary>
    /// <param name="content">The order whose customer is protected; null where there is none.</param>
    /// <param name="secrets">The tenant's secrets for the target.</param>
    public ErrorText(OrderContent? content, params IEnumerable<string?> secrets)
    {
        _secrets = Known(secrets.OfType<string>().SelectMany(Spellings), 4); // Shorter ones, which only Development takes, would mask words.
        _content = content;
    }

    /// <summary>A text fit to be shown.</summary>
    public string Clean(string text)
    {
        // Long texts are cut before anything is looked for: what is behind is not shown anyway.
        var cut = PersonalData.OneLine(text.Length > 4 * Limits.MaxText ? text[..(4 * Limits.MaxText)] : text);
        var secretless = _secrets.Aggregate(cut, (seen, secret) => seen.Replace(secret, PersonalData.Masked, StringComparison.OrdinalIgnoreCase));
        return PersonalData.Told((_persons ??= KnownPersons.Of(_content)).Mask(secretless));
    }

    /// <summary>A target's own code of what went wrong, fit to be shown: <see cref="PersonalData.NoCode"/> where it is none, or says something of a person.</summary>
    public string Code(string? code) => PersonalData.Code(code is null || Clean(code) == code ? code : null);

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
        var cleaned = _secrets.Aggregate(text, (seen, secret) => seen.Replace(secret, PersonalData.Masked, StringComparison.Ordinal));
        return ReferenceEquals(text, cleaned) ? body : Encoding.UTF8.GetBytes(cleaned);
    }

    /// <summary>As it is, and as JSON may write it.</summary>
    private static IEnumerable<string> Spellings(string secret) =>
    [
        secret,
        JsonEncodedText.Encode(secret).Value,
        JsonEncodedText.Encode(secret, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value,
        secret.Replace("/", "\\/", StringComparison.Ordinal),
    ];

    private static List<string> Known(IEnumerable<string?> texts, int shortest) =>
        [.. texts.OfType<string>().Select(text => text.Trim()).Where(text => text.Length >= shortest).Distinct()
            .OrderByDescending(text => text.Length)];
}
