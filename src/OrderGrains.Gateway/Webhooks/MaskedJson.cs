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

    /// <summary>Of an order that is known: what else the hub and the systems name their fields that hold codes, amounts and states.</summary>
    private static readonly HashSet<string> ShownOfOrders = new(Shown, StringComparer.OrdinalIgnoreCase)
    {
        "$type", "marketplaceOrderStatus", "marketplacePaymentValue", "marketplaceInterestValue", "connectorName", "allowFranchises", "pickupAccountName",
        "isFob", "priceDivergenceAllowanceRate", "itemIndex", "selectedDeliveryChannel", "deliveryChannel", "selectedSla", "lockTTL", "seller", "sellerId", "listPrice",
        "country", "paymentMethods", "types", "installments", "productsValue", "purchased_products_value", "serviceFee", "service_fee", "delivery_fee", "total_interest",
        "voucher_discount", "total", "interest", "freight", "shopperPrice", "placement", "storeId", "will_delivery", "OriginalId", "OrderTotal", "ProductPrice", "ProductId",
        "Quantity", "HasError", "IsPending", "IsCompleted", "IsCancelled", "requestId", "due", "step", "sentAsApproved", "contentVersion", "standing", "command", "version",
        "progress", "errors", "infos", "blocked", "elapsed", "statusCode", "freeShipping", "shippingMethod", "mode", "value", "receipt", "orderId", "date", "chargedInstallments",
        "total_gross_price", "coupon", "placedAt", "delivery_datetime",
    };

    private static readonly HashSet<string> Goods = new(StringComparer.OrdinalIgnoreCase)
    {
        "product_list", "items", "lines", "options", "options_chosen", "choices", "presentations",
    };

    private static readonly HashSet<string> NamesOfGoods = new(StringComparer.OrdinalIgnoreCase) { "name", "label", "group", "title" };

    private static readonly HashSet<string> Personal = new(StringComparer.OrdinalIgnoreCase)
    {
        "customer", "shippingAddress", "delivery_address", "salesPerson", "other_payment_type", "address", "selectedAddresses", "clientProfileData", "sale", "Customer",
        "pickupPoint", "point",
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
            Write(writer, document.RootElement, name: "", personal: false, new(Shown, null));
        }

        return Cut(Encoding.UTF8.GetString(buffer.WrittenSpan), MaxLength);
    }

    /// <summary>
    /// A body of an order that is known, in lines: more of its fields are shown, and what goods are called, without what the order holds of persons. Null where it is no JSON.
    /// </summary>
    /// <param name="body">As it crossed the wire, or as the log has it.</param>
    /// <param name="persons">Whom the order knows.</param>
    public static string? OfOrder(ReadOnlyMemory<byte> body, KnownPersons persons)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new() { MaxDepth = JsonBody.DefaultDepth * 2 });
            var buffer = new ArrayBufferWriter<byte>();
            using (var writer = new Utf8JsonWriter(buffer, new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = true }))
            {
                Write(writer, document.RootElement, name: "", personal: false, new(ShownOfOrders, persons));
            }

            return Cut(Encoding.UTF8.GetString(buffer.WrittenSpan), 4 * MaxLength);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string Cut(string text, int length) => text.Length <= length ? text : string.Concat(text.AsSpan(0, length - 1), Mask);

    private static void Write(Utf8JsonWriter writer, JsonElement value, string name, bool personal, Reader reader)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in value.EnumerateObject())
                {
                    writer.WritePropertyName(PersonalData.Field(property.Name));
                    Write(writer, property.Value, property.Name, personal || Personal.Contains(property.Name), reader.Within(property.Name));
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var element in value.EnumerateArray())
                {
                    Write(writer, element, name, personal, reader);
                }

                writer.WriteEndArray();
                break;
            default:
                WriteScalar(writer, name, value, !personal, reader);
                break;
        }
    }

    private static void WriteScalar(Utf8JsonWriter writer, string name, JsonElement value, bool shown, Reader reader)
    {
        var harmless = value.ValueKind is JsonValueKind.True or JsonValueKind.False or JsonValueKind.Null;
        if (harmless || (shown && reader.Shows(name, value)))
        {
            value.WriteTo(writer);
        }
        else if (shown && reader is { Persons: { } persons, InGoods: true } && NamesOfGoods.Contains(name) && value.ValueKind == JsonValueKind.String)
        {
            writer.WriteStringValue(persons.Mask(PersonalData.Told(value.GetString()!)));
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

    /// <summary>What is shown to whom.</summary>
    private readonly record struct Reader(HashSet<string> Shown, KnownPersons? Persons, bool InGoods = false)
    {
        public bool Shows(string name, JsonElement value) =>
            Shown.Contains(name) && IsPlain(name, value) && (Persons is null || Persons.Mask(value.ToString()) == value.ToString());

        public Reader Within(string name) => this with { InGoods = InGoods || Goods.Contains(name) };
    }
}
