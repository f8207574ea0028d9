using System.Text.Json;
using OrderGrains.Gateway.Json;

namespace OrderGrains.Gateway.Webhooks.Opabox;

/// <summary>
/// OPABOX's order, every field of its table (apidocs.opa4.store/webhook_orders), where the sample and the table differ in both
/// forms. Refused: no usable id, no items, a status that the page does not list, amounts that cannot be.
/// </summary>
internal static class OpaboxOrder
{
    private const int CpfDigits = 11;

    private static readonly KnownNames Known = new(
        [
            ("customer", new("cpf", "id", "name", "phone")),
            ("delivery_address", new("id", "cep", "city", "country", "street", "state", "street_number", "vicinity", "more")),
            ("product_list", OpaboxLine.Known),
        ],
        "id", "purchased_products_value", "delivery_fee", "service_fee", "total_interest", "voucher_discount", "total_price", "transaction_date",
        "company_external_id", "payment_type", "other_payment_type", "installments", "card_flag", "type_shipping", "schedule_date", "schedule_info",
        "status", "will_delivery");

    /// <summary>Translates the webhook.</summary>
    public static Translation Translate(Webhook webhook)
    {
        var faults = new Faults();
        var order = Fields.Of(webhook.Body, faults);
        if (!OrderId.TryCreate(webhook.Tenant, Channel.Opabox, order.Id("id"), out var id))
        {
            order.Refuse("id", "1 to 64 letters, digits, dots, dashes or underscores are expected.");
        }

        var status = order.Whole("status");
        if (status is null || StatusTable.FromOpabox(status.Value) is null)
        {
            order.Refuse("status", "One of OPABOX's twelve status codes is expected.");
        }

        var content = Content(order);
        if (content.Lines.IsEmpty)
        {
            order.Refuse("product_list", "At least one product is expected.");
        }

        ContentBound.Check(content, webhook, faults);
        return Translation.Of(
            id, new ReportOpaboxStatus(status ?? 0, content, OrderWarnings.Of(content, webhook.Settings)), faults);
    }

    private static OrderContent Content(Fields order) => new()
    {
        StoreId = order.Id("company_external_id"),
        PlacedAt = order.Time("transaction_date"),
        Lines = [.. order.Objects("product_list").Select(OpaboxLine.Read)],
        Customer = Customer(order.Object("customer")),
        Address = Address(order.Object("delivery_address")),
        Delivery = Delivery(order),
        Payment = Payment(order),
        Discount = order.Amount("voucher_discount") is { } voucher and > 0 ? new(voucher, DiscountMode.Absolute) : null,
        ProductsValue = order.Amount("purchased_products_value"),
        ServiceFee = order.Amount("service_fee") ?? 0,
        Interest = order.Amount("total_interest") ?? 0,
        Total = order.Amount("total_price"),
        Unknown = UnknownFields.Of(order, Known),
    };

    private static Customer Customer(Fields customer) => new()
    {
        Id = customer.Id("id"),
        Name = customer.Text("name"),
        Document = Cpf(customer),
        Phone = customer.Text("phone"),
    };

    /// <summary>A CPF that was sent as a number has lost its leading zeros.</summary>
    private static string? Cpf(Fields customer) => customer.Value("cpf").Kind == JsonValueKind.Number
        ? customer.Text("cpf")?.PadLeft(CpfDigits, '0')
        : customer.Text("cpf");

    private static Address? Address(Fields address) => !address.Exists ? null : new()
    {
        Id = address.Id("id"),
        PostalCode = address.Text("cep"),
        Street = address.Text("street"),
        Number = address.Text("street_number"),
        Complement = address.Text("more"),
        Neighborhood = address.Text("vicinity"),
        City = address.Text("city"),
        State = address.Text("state"),
        Country = address.Text("country"),
    };

    private static DeliveryChoice Delivery(Fields order) => new()
    {
        Pickup = order.Flag("will_delivery") == false,
        Freight = order.Amount("delivery_fee") ?? 0,
        Time = order.Text("type_shipping"),
        ScheduledFor = order.Time("schedule_date"),
        ScheduleInfo = order.Words("schedule_info"),
    };

    private static PaymentChoice Payment(Fields order)
    {
        var payment = new PaymentChoice
        {
            Types = order.Text("payment_type") is { } type ? [type] : [],
            Installments = order.Whole("installments", max: 1000) ?? 1,
            CardFlag = order.Text("card_flag"),
        };
        if (order.Value("other_payment_type").Kind == JsonValueKind.String)
        {
            return payment with { OtherName = order.Text("other_payment_type") }; // A mere name says as much.
        }

        var other = order.Object("other_payment_type");
        var input = other.Object("input");
        return payment with
        {
            OtherName = other.Text("name"),
            OtherInput = input.Text("name"),
            OtherValue = input.Text("default_value"),
        };
    }
}
