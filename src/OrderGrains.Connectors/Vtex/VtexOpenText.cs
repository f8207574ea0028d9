using System.Globalization;

namespace OrderGrains.Connectors;

/// <summary>
/// VTEX's <c>openTextField</c>: plain Brazilian Portuguese, a line each, for what VTEX has no field for. From OPABOX what a
/// kitchen must read; from the chat what sales and finance must.
/// </summary>
internal static class VtexOpenText
{
    private const string Moment = "dd/MM/yyyy HH:mm"; // Brasília's, as a kitchen reads it.
    private const long FirstSecond = 946_684_800; // 2000; OPABOX's times are epochs of seconds or milliseconds.
    private const long FirstMillisecond = 100_000_000_000;
    private const long LastMillisecond = 4_102_444_800_000; // 2100.

    private static readonly CultureInfo Brazil = Culture();

    /// <summary>The text of an order; null where there is nothing to say.</summary>
    public static string? Of(Channel channel, OrderContent content)
    {
        var lines = channel == Channel.Opabox ? Kitchen(content) : Sales(content);
        var text = string.Join('\n', lines);
        return text.Length == 0 ? null : text;
    }

    private static IEnumerable<string> Kitchen(OrderContent content)
    {
        foreach (var line in content.Lines.Where(line => line.Options.Length > 0 || !decimal.IsInteger(line.Quantity)))
        {
            yield return Dish(line);
        }

        var delivery = content.Delivery;
        var when = delivery.ScheduledFor?.ToOffset(Times.Brasilia).ToString(Moment, Brazil);
        var info = Words(delivery.ScheduleInfo);
        if (Joined(", ", delivery.Pickup ? "retirada" : null, Kind(delivery.Time), when, info == when ? null : info) is { } how)
        {
            yield return $"Entrega: {how}";
        }

        if (Paid(content.Payment) is { } payment)
        {
            yield return $"Pagamento: {payment}";
        }

        if (!string.IsNullOrWhiteSpace(content.Address?.Complement))
        {
            yield return $"Complemento: {content.Address.Complement}";
        }
    }

    /// <summary>OPABOX's delivery types, in whichever language it names them.</summary>
    private static string? Kind(string? type) => Letters.Plain(type) switch
    {
        "scheduled" or "agendada" or "agendado" => "agendada",
        "express" or "expressa" or "expresso" => "expressa",
        _ => type,
    };

    /// <summary>What OPABOX says of the schedule; a mere epoch as the moment that it is.</summary>
    private static string? Words(string? info)
    {
        if (!long.TryParse(info, NumberStyles.None, CultureInfo.InvariantCulture, out var epoch) || epoch < FirstSecond)
        {
            return info;
        }

        var milliseconds = epoch >= FirstMillisecond ? epoch : epoch * 1000;
        return milliseconds < LastMillisecond
            ? DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).ToOffset(Times.Brasilia).ToString(Moment, Brazil)
            : info;
    }

    /// <summary>How it is paid, as far as VTEX has no field for it: what was typed, the card's brand, the instalments.</summary>
    private static string? Paid(PaymentChoice payment)
    {
        var typed = payment.OtherValue is { } value ? Joined(" ", payment.OtherInput, value) : null;
        var card = Joined(" em ", payment.CardFlag, payment.Installments > 1 ? $"{payment.Installments}x" : null);
        return Joined(", ", Joined(": ", payment.OtherName, typed), card);
    }

    private static string Dish(OrderLine line)
    {
        var groups = line.Options.Where(option => option.Quantity > 0).GroupBy(option => option.Group).Select(group =>
        {
            var choices = string.Join(", ", group.Select(option => $"{Number(option.Quantity)}x {option.Label ?? option.Id}"));
            return string.IsNullOrWhiteSpace(group.Key) ? choices : $"{group.Key}: {choices}";
        });
        var quantity = decimal.IsInteger(line.Quantity) ? $"{Number(line.Quantity)}x" : $"{Number(line.Quantity)} (por peso)";
        var dish = $"{quantity} {line.Name ?? line.Sku ?? line.Id}";
        return Joined("; ", [.. groups]) is { } options ? $"{dish} ({options})" : dish;
    }

    private static IEnumerable<string> Sales(OrderContent content)
    {
        var sale = content.Sale;
        (string Label, string? Value)[] fields =
        [
            ("Pedido no chat", sale.Number),
            ("Prazo", content.Delivery.Time),
            ("Conta de pagamento", sale.PaymentAccount),
            ("Conta do pedido", sale.OrderAccount),
            ("Cupom", sale.Coupon),
            ("Vale-presente", sale.GiftCard),
            ("Campanha", sale.Campaign),
            ("Vendedor", Joined(" ", sale.SalesPerson, sale.SalesPersonId is { } id ? $"({id})" : null)),
        ];
        return fields.Where(field => !string.IsNullOrWhiteSpace(field.Value)).Select(field => $"{field.Label}: {field.Value}");
    }

    private static string Number(decimal number) => number.ToString("0.###", Brazil);

    private static string? Joined(string separator, params string?[] parts)
    {
        var joined = string.Join(separator, parts.Where(part => !string.IsNullOrWhiteSpace(part)));
        return joined.Length == 0 ? null : joined;
    }

    /// <summary>Decimal comma; the process itself runs with invariant globalization.</summary>
    private static CultureInfo Culture()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.NumberFormat.NumberDecimalSeparator = ",";
        return culture;
    }
}
