using System.Collections.Immutable;
using OrderGrains.Gateway.Json;

namespace OrderGrains.Gateway.Webhooks.OmniChat;

/// <summary>OmniChat's order (developers.omni.chat, How to implement the OrderProvisioning and the OrderChecker API). Any field may be null or absent.</summary>
internal static class OmniChatOrder
{
    private static readonly KnownNames Known = new(
        "objectId", "eventType", "canAcceptBoleto", "canAcceptCreditCard", "canAcceptDebitCard", "canAcceptPix", "coupon",
        "salesChannel", "campaign", "team", "giftCard", "discount", "discountMode", "deliveryTime", "shippingMethod", "freightCost",
        "freeShipping", "customer", "shippingAddress", "items", "salesPerson", "order", "statusChange", "status", "isInternational",
        "retailerOrderId", "paymentAccountSelected", "orderAccountSelected");

    private static readonly (string Field, string Type)[] PaymentTypes =
    [
        ("canAcceptCreditCard", "CreditCard"), ("canAcceptDebitCard", "DebitCard"), ("canAcceptPix", "Pix"), ("canAcceptBoleto", "Boleto"),
    ];

    /// <summary>Reads an order.</summary>
    public static OrderContent Read(Fields order)
    {
        var address = order.Object("shippingAddress");
        var international = order.Flag("isInternational") == true || Countries.IsForeign(address.Text("country"));
        return Read(order, international) with
        {
            Customer = ReadCustomer(order.Object("customer"), international),
            Address = ReadAddress(address, international),
        };
    }

    private static OrderContent Read(Fields order, bool international) => new()
    {
        StoreId = order.Object("team").Id("externalId"),
        International = international,
        Lines = [.. order.Objects("items").Select(ReadLine)],
        Delivery = new()
        {
            Method = order.Text("shippingMethod"),
            Freight = order.Amount("freightCost") ?? 0,
            FreeShipping = order.Flag("freeShipping") ?? false,
            Time = order.Text("deliveryTime"),
        },
        Payment = new() { Types = Types(order), Installments = 1 },
        Discount = ReadDiscount(order),
        Sale = ReadSale(order),
        Unknown = UnknownFields.Of(order, Known),
    };

    private static ImmutableArray<string> Types(Fields order) =>
        [.. PaymentTypes.Where(type => order.Flag(type.Field) == true).Select(type => type.Type)];

    private static OrderLine ReadLine(Fields item)
    {
        var line = new OrderLine
        {
            Id = item.Id("objectId") ?? "",
            Sku = item.Id("externalId") ?? item.Id("variantId"),
            Name = item.Text("name"),
            Quantity = item.Number("quantity", Line.MaxQuantity) ?? 1,
            Price = item.Amount("price") ?? 0,
            ShippingMethod = item.Text("shippingMethod"),
            SellerId = item.Id("sellerId"),
            Ean = item.Id("ean"),
            IsGift = item.Flag("isGift") ?? false,
        };
        Line.CheckWorth(line, item, "quantity");
        return line;
    }

    private static Discount? ReadDiscount(Fields order)
    {
        var value = order.Amount("discount") ?? 0;
        var mode = order.Text("discountMode")?.ToUpperInvariant();
        if (mode is not (null or "ABSOLUTE" or "PERCENTAGE"))
        {
            order.Refuse("discountMode", "ABSOLUTE or PERCENTAGE is expected.");
        }

        if (mode == "PERCENTAGE" && value > 100)
        {
            order.Refuse("discount", "A percentage from 0 to 100 is expected.");
        }

        return value == 0 ? null : new(value, mode == "PERCENTAGE" ? DiscountMode.Percentage : DiscountMode.Absolute);
    }

    private static Customer ReadCustomer(Fields customer, bool international)
    {
        var document = international ? Documents.Plain(customer.Text("taxDocumentNumber")) : Spelled.Document(customer, "taxDocumentNumber");
        var isBusiness = customer.Flag("businessAccount") ?? false;
        return ReadPerson(customer) with
        {
            Document = document,
            IsBusiness = isBusiness,
            BusinessDocument = BusinessDocument(Spelled.Document(customer, "businessTaxId"), isBusiness ? document : null),
        };
    }

    /// <summary>A company's CNPJ: in its own field, else in the one of a person's document, which then is no CPF.</summary>
    private static string? BusinessDocument(string? own, string? document) =>
        own is not null && (document is null || Documents.IsCnpj(own) || !Documents.IsCnpj(document)) ? own
        : document is not null && !Documents.IsCpf(document) ? document
        : null;

    private static Customer ReadPerson(Fields customer) => new()
    {
        Id = customer.Id("objectId"),
        Name = customer.Text("name"),
        LastName = customer.Text("lastName"),
        Email = Spelled.Email(customer, "email"),
        Phone = Phone(customer.Text("phoneCountryCode"), customer.Text("phoneAreaCode"), customer.Text("phoneNumber")),
        BirthDate = Spelled.Day(customer, "birthDate"),
        BusinessName = customer.Text("businessName"),
        StateInscription = customer.Text("businessStateTaxId"),
    };

    /// <summary>The phone that the parts make; otherwise their digits.</summary>
    private static string? Phone(string? country, string? area, string? number) =>
        number is null ? null
        : Phones.Spelled(country, area, number) is { } spelled ? spelled
        : Letters.Digits(country + area + number) is { Length: > 0 } digits ? digits
        : number;

    private static Address? ReadAddress(Fields address, bool foreign) => !address.Exists ? null : new()
    {
        Id = address.Id("objectId"),
        Recipient = address.Text("recipient"),
        PostalCode = Spelled.PostalCode(address, "zip", foreign),
        Street = address.Text("addressLine1"),
        Number = address.Text("number"),
        Complement = address.Text("addressLine2"),
        Neighborhood = address.Text("suburb"),
        City = address.Text("city"),
        State = Spelled.State(address, "addressState", foreign),
        Country = Spelled.Country(address, "country"),
    };

    private static SaleContext ReadSale(Fields order)
    {
        var person = order.Object("salesPerson");
        var name = string.Join(' ', new[] { person.Text("name"), person.Text("lastName") }.OfType<string>());
        return new()
        {
            Number = order.Id("retailerOrderId"),
            PaymentAccount = order.Id("paymentAccountSelected"),
            OrderAccount = order.Id("orderAccountSelected"),
            SalesChannel = order.Text("salesChannel"),
            Campaign = order.Text("campaign"),
            Coupon = order.Text("coupon"),
            GiftCard = order.Text("giftCard"),
            SalesPersonId = person.Id("externalId") ?? person.Id("salesPersonCode") ?? person.Id("objectId"),
            SalesPerson = name.Length == 0 ? null : name,
            Team = order.Object("team").Text("name"),
        };
    }
}
