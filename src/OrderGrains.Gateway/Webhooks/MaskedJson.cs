using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using OrderGrains.Gateway.Json;

namespace OrderGrains.Gateway.Webhooks;

/// <summary>
/// A body as operators may see it: its shape, its amounts, and the values of a few fields that name orders, goods and states.
/// Every other text is masked, and everything within a customer or an address.
/// </summary>
internal static class MaskedJson
{
    /// <summary>Longest masked body, in characters.</summary>
    public const int MaxLength = 8192;

    private const string Mask = "…";
    private const int MaxShown = 100;

    private static readonly HashSet<string> Shown = new(StringComparer.OrdinalIgnoreCase)
    {
        "id", "objectId", "externalId", "sku", "ean", "status", "eventType", "code", "flow", "operationId", "marketplaceOrderId",
        "mainOrderId", "franchiseOrderId", "accountName", "company_external_id", "payment_type", "type_shipping", "discountMode",
        "price", "quantity", "purchased_quantity", "shopper_price", "discount", "freightCost", "total_price", "success",
        "transaction_date", "schedule_date", "OrderId", "State", "Account", "invoiceNumber", "invoiceValue", "isDelivered",
    };

    private static readonly HashSet<string> Personal = new(StringComparer.OrdinalIgnoreCase)
    {
        "customer", "shippingAddress", "delivery_address", "salesPerson", "other_payment_type",
    };

    /// <summary>The masked text; null where the body is no JSON.</summary>
    public static string? Of(JsonValue body)
    {
        if (body.Kind == JsonValueKind.Undefined)
        {
            return null;
        }

        using var document = JsonDocument.Parse(body.Json);
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            Write(writer, document.RootElement, name: "", personal: false);
        }

        var text = Encoding.UTF8.GetString(buffer.WrittenSpan);
        return text.Length <= MaxLength ? text : string.Concat(text.AsSpan(0, MaxLength - 1), Mask);
    }

    private static void Write(Utf8JsonWriter writer, JsonElement value, string name, bool personal)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in value.EnumerateObject())
                {
                    writer.WritePropertyName(PersonalData.Field(property.Name));
                    Write(writer, property.Value, property.Name, personal || Personal.Contains(property.Name));
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var element in value.EnumerateArray())
                {
                    Write(writer, element, name, personal);
                }

                writer.WriteEndArray();
                break;
            default:
                WriteScalar(writer, name, value, !personal && Shown.Contains(name));
                break;
        }
    }

    private static void WriteScalar(Utf8JsonWriter writer, string name, JsonElement value, bool shown)
    {
        var harmless = value.ValueKind is JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null;
        if (harmless || (shown && IsPlain(name, value)))
        {
            value.WriteTo(writer);
        }
        else
        {
            writer.WriteStringValue(Mask);
        }
    }

    /// <summary>Whether it is a code, an id, an amount or a time: no sentence, and nothing that looks like a person's data.</summary>
    private static bool IsPlain(string name, JsonElement value)
    {
        var text = value.ToString();
        return name.Equals("code", StringComparison.OrdinalIgnoreCase) ? PersonalData.Code(text) == text
            : (value.ValueKind == JsonValueKind.Number && text is ['1', _, ..] and { Length: 13 }) // Milliseconds since 1970.
            || IsWord(text);
    }

    private static bool IsWord(string text) => text.Length <= MaxShown && text.All(letter => letter is >= ' ' and < '\u007F') && PersonalData.Mask(text) == text
        && !(text.Contains(' ') && text.Any(char.IsAsciiLetter));
}
