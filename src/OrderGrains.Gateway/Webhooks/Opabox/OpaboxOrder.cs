using System.Text.Json;
using OrderGrains.Gateway.Json;

namespace OrderGrains.Gateway.Webhooks.Opabox;

/// <summary>
/// OPABOX's order, every field of its table (apidocs.opa4.store/webhook_orders), where the sample and the table differ in both
/// forms. Refused: no usable id, no items, a status that the page does not list, amounts that cannot be. What else cannot be read is a warning,
/// since OPABOX may never send the order again.
/// </summary>
internal static class OpaboxOrder
{
    private const int MaxInstallments = 1000;

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
            id, new ReportOpaboxStatus(status ?? 0, content, OrderWarnings.Of(content, webhook.Settings, faults.Doubts)), faults);
    }

    private static OrderContent Content(Fields order) => new()
    {
        StoreId = order.Optional().Id("company_external_id"),
        PlacedAt = order.Optional().Time("transaction_date"),
        Lines = [.. order.Objects("product_list").Select(OpaboxLine.Read)],
        Customer = Customer(order.Optional().Object("customer")),
        Address = Address(order.Optional().Object("delivery_address")),
        Delivery = Delivery(order, order.Optional()),
        Payment = Payment(order.Optional()),
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
        Document = Spelled.Document(customer, "cpf"),
        Phone = customer.Text("phone") is { } phone ? Phones.Spelled(null, null, phone) ?? phone : null,
    };

    private static Address? Address(Fields address) => !address.Exists ? null : new()
    {
        Id = address.Id("id"),
        PostalCode = Spelled.PostalCode(address, "cep", Countries.IsForeign(address.Text("country"))),
        Street = address.Text("street"),
        Number = address.Text("street_number"),
        Complement = address.Text("more"),
        Neighborhood = address.Text("vicinity"),
        City = address.Text("city"),
        State = Spelled.State(address, "state", Countries.IsForeign(address.Text("country"))),
        Country = Spelled.Country(address, "country"),
    };

    private static DeliveryChoice Delivery(Fields order, Fields optional)
    {
        var scheduled = optional.Time("schedule_date");
        var words = optional.Words("schedule_info");
        return new()
        {
            Pickup = WillDeliver(optional) == false,
            Freight = order.Amount("delivery_fee") ?? 0,
            Time = optional.Text("type_shipping"),
            ScheduledFor = scheduled,
            ScheduleInfo = scheduled is null && words is null && HasWords(optional, "schedule_date") ? optional.Text("schedule_date") : words,
        };
    }

    /// <summary>Whether it is brought; also in the words of whoever typed them.</summary>
    private static bool? WillDeliver(Fields optional) => optional.Value("will_delivery").Kind != JsonValueKind.String
        ? optional.Flag("will_delivery")
        : Letters.Plain(optional.Text("will_delivery")) switch
        {
            "sim" or "s" or "yes" or "y" => true,
            "nao" or "n" or "no" => false,
            _ => optional.Flag("will_delivery"),
        };

    /// <summary>How many instalments; of words such as <c>3x</c> their number.</summary>
    private static int Installments(Fields optional)
    {
        var words = HasWords(optional, "installments") ? optional.Text("installments") : null;
        var digits = string.Concat((words ?? "").SkipWhile(c => !char.IsAsciiDigit(c)).TakeWhile(char.IsAsciiDigit));
        return int.TryParse(digits, out var number) && number is > 0 and <= MaxInstallments
            ? number
            : optional.Whole("installments", max: MaxInstallments) ?? 1;
    }

    /// <summary>Whether a field is a text that is no mere number.</summary>
    private static bool HasWords(Fields fields, string name) =>
        fields.Value(name).Kind == JsonValueKind.String && !Scalar.IsNothing(fields.Value(name)) && !Scalar.TryNumber(fields.Value(name), out _);

    private static PaymentChoice Payment(Fields order)
    {
        var payment = new PaymentChoice
        {
            Types = order.Text("payment_type") is { } type ? [type] : [],
            Installments = Installments(order),
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
