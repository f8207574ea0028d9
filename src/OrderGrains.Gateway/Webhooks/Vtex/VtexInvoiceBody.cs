using System.Collections.Immutable;
using OrderGrains.Gateway.Json;

namespace OrderGrains.Gateway.Webhooks.Vtex;

/// <summary>
/// What VTEX says of an invoice or of its tracking (developers.vtex.com, External seller: invoice and tracking). Three shapes
/// of body are documented, and every field may be missing from each: what is there is read, whichever path it came by.
/// </summary>
internal static class VtexInvoiceBody
{
    /// <summary>Largest value, in cents.</summary>
    private const decimal MaxValue = 100 * Scalar.MaxAmount;

    /// <summary>Reads a body.</summary>
    /// <param name="webhook">The notification.</param>
    /// <param name="number">The invoice's number, where the path says it.</param>
    /// <param name="faults">Takes what is wrong.</param>
    public static VtexInvoice Read(Webhook webhook, string? number, Faults faults)
    {
        var body = Fields.Of(webhook.Body, faults);
        var named = string.IsNullOrWhiteSpace(number) ? body.Id("invoiceNumber") : number.Trim();
        if (named is null or { Length: > Fields.MaxId })
        {
            body.Refuse("invoiceNumber", $"The invoice's number is expected, at most {Fields.MaxId} characters.");
        }

        return new()
        {
            Number = named ?? "",
            Named = string.IsNullOrWhiteSpace(number),
            Value = body.Number("invoiceValue", MaxValue) is { } cents and > 0 ? (long)Math.Round(cents) : null,
            Key = body.Id("invoiceKey"),
            Url = Address(body, "invoiceUrl"),
            Courier = body.Text("courier"),
            TrackingNumber = body.Id("trackingNumber"),
            TrackingUrl = Address(body, "trackingUrl"),
            Delivered = body.Flag("isDelivered") ?? false,
            Return = "Input".Equals(body.Id("type"), StringComparison.OrdinalIgnoreCase),
            Items = Items(body),
        };
    }

    /// <summary>An address that is longer than what is kept would lead nowhere.</summary>
    private static string? Address(Fields body, string name) => body.Text(name) is { Length: < Fields.MaxText } text ? text : null;

    private static ImmutableArray<InvoicedItem>? Items(Fields body)
    {
        var lines = body.Objects("items");
        var items = lines.Select(line => new InvoicedItem(line.Id("id") ?? "", line.Number("quantity", Line.MaxQuantity) ?? 0))
            .Where(item => item is { Id.Length: > 0, Quantity: > 0 })
            .ToImmutableArray();
        return items.Length is > 0 and <= VtexInvoice.MaxItems ? items : null;
    }
}
