using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace OrderGrains.Sandbox.Exchanges;

/// <summary>A request's body as the vendor sees it (<see cref="Json"/>, undefined when it is no JSON) and as the ledger keeps it.</summary>
internal sealed record RequestBody(JsonElement Json, JsonElement? Kept, int Size, bool TooLarge)
{
    /// <summary>Bytes that a vendor reads; a longer body is answered 413.</summary>
    public const int Limit = 1024 * 1024;

    private const int KeptText = 1_000;

    // As deep as the hub's own hooks read; whatever is kept must fit a ledger's page once more.
    private static readonly JsonDocumentOptions Depth = new() { MaxDepth = 32 };

    public static async Task<RequestBody> ReadAsync(HttpRequest request)
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[16 * 1024];
        while (await request.Body.ReadAsync(chunk, request.HttpContext.RequestAborted) is > 0 and var read)
        {
            if (buffer.Length + read > Limit)
            {
                return new RequestBody(default, null, 0, TooLarge: true);
            }

            buffer.Write(chunk, 0, read);
        }

        return Parse(buffer.GetBuffer().AsMemory(0, (int)buffer.Length));
    }

    private static RequestBody Parse(ReadOnlyMemory<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return new RequestBody(default, null, 0, TooLarge: false);
        }

        try
        {
            using var document = JsonDocument.Parse(bytes, Depth);
            var json = document.RootElement.Clone();
            Spell(json);
            return new RequestBody(json, json, bytes.Length, TooLarge: false);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            var text = Encoding.UTF8.GetString(bytes.Span[..Math.Min(bytes.Length, KeptText)]);
            return new RequestBody(default, JsonSerializer.SerializeToElement(text), KeptText, TooLarge: false);
        }
    }

    /// <summary>Reads every name and text once, so that half a surrogate pair fails here and nowhere else.</summary>
    /// <exception cref="InvalidOperationException">A text is no UTF-16.</exception>
    private static void Spell(JsonElement json)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.String:
                _ = json.GetString();
                break;
            case JsonValueKind.Array:
                foreach (var element in json.EnumerateArray())
                {
                    Spell(element);
                }

                break;
            case JsonValueKind.Object:
                foreach (var field in json.EnumerateObject())
                {
                    _ = field.Name;
                    Spell(field.Value);
                }

                break;
        }
    }
}
