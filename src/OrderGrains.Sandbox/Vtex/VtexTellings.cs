using System.Globalization;
using System.Text.Json;
using OrderGrains.Sandbox.Exchanges;
using OrderGrains.Sandbox.Notifications;

namespace OrderGrains.Sandbox.Vtex;

/// <summary>
/// What VTEX tells the hub when the seller moves an order: the invoice, its tracking, the cancellation, and an event of the order
/// hook (developers.vtex.com, External seller: invoice and tracking; Orders feed and hook). All go to the order's connectorEndpoint;
/// the event goes to the account's order hook where it has one.
/// </summary>
internal static class VtexTellings
{
    /// <summary>The operation that the notifications go by.</summary>
    public const string Operation = "Advance";

    /// <summary>What is owed for a move, at most two calls, the first due a delay from now.</summary>
    public static IReadOnlyList<Notification> Of(VtexOrder order, string to, VtexHookConfig? hook, DateTimeOffset now, TimeSpan delay)
    {
        var endpoint = order.Placement!.ConnectorEndpoint.AbsoluteUri.TrimEnd('/');
        var owed = Calls(order, to, endpoint, now).ToList();
        var state = order.Status(now)!;
        if (to is not ("delivered" or "authorized") && order.LastTold != state && (hook is null || hook.Status.Contains(state)))
        {
            owed.Add((hook?.Url ?? new Uri($"{endpoint}/order-hook"), Event(order, state, now)));
        }

        order.LastTold = state;
        return
        [
            .. owed.Select((call, index) => new Notification(
                SandboxTargets.Vtex, Operation, order.MarketplaceOrderId, call.Url,
                JsonSerializer.Serialize(call.Body, Answer.CamelCase), now + (delay * (index + 1)))),
        ];
    }

    private static IEnumerable<(Uri Url, object Body)> Calls(VtexOrder order, string to, string endpoint, DateTimeOffset now)
    {
        var id = Uri.EscapeDataString(order.OrderId!);
        return to switch
        {
            "invoiced" => [(new($"{endpoint}/pub/orders/{id}/invoice"), Invoice(order, order.Invoices.Count, now))],
            "delivered" => order.Invoices.Select((_, index) =>
                (new Uri($"{endpoint}/pvt/orders/{id}/invoice/{Number(index + 1)}/tracking"), Tracking(now))),
            "canceled" => [(new($"{endpoint}/pvt/orders/{id}/cancel"), new { reason = "Canceled by the seller" })],
            _ => [],
        };
    }

    private static object Invoice(VtexOrder order, int number, DateTimeOffset now) => new
    {
        type = "Output",
        issuanceDate = now,
        invoiceNumber = Number(number),
        invoiceValue = order.Invoices[number - 1],
        invoiceUrl = (string?)null,
        embeddedInvoice = (string?)null,
        courier = "Correios",
        trackingNumber = $"BR{number}",
        trackingUrl = $"https://track.example/BR{number}",
        items = order.Invoices.Count == 1 && order.Invoices[0] == order.Placement!.PaymentValue
            ? order.Placement.Items.Select(item => new { item.Id, item.Quantity, item.Price })
            : null,
    };

    private static object Tracking(DateTimeOffset now) => new
    {
        isDelivered = true,
        events = new[] { new { city = "São Paulo", state = "SP", description = "Entregue", date = now } },
    };

    private static object Event(VtexOrder order, string state, DateTimeOffset now) => new Dictionary<string, object?>
    {
        ["Domain"] = "Fulfillment",
        ["OrderId"] = order.OrderId,
        ["State"] = state,
        ["LastState"] = order.LastTold,
        ["LastChange"] = order.ChangedAt,
        ["CurrentChange"] = now,
        ["Origin"] = new Dictionary<string, object?> { ["Account"] = order.Account, ["Key"] = "sandbox" },
    };

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
