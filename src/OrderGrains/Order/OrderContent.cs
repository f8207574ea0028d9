using System.Collections.Immutable;

namespace OrderGrains;

/// <summary>
/// What was ordered, by whom and to where, in words that both channels share. Money is decimal reais. Everything may be
/// absent: the first checker call of a cart carries an id and nothing else (developers.omni.chat, How to implement the OrderChecker API).
/// </summary>
public sealed record OrderContent
{
    /// <summary>OPABOX's <c>company_external_id</c>, OmniChat's <c>team.externalId</c>: the key of a store's settings.</summary>
    public string? StoreId { get; init; }

    /// <summary>Whether it goes abroad or is somebody's from there: it is not judged by CPF and CEP.</summary>
    public bool International { get; init; }

    /// <summary>When the shopper ordered, where the sender says so.</summary>
    public DateTimeOffset? PlacedAt { get; init; }

    /// <summary>What was ordered.</summary>
    public ImmutableArray<OrderLine> Lines { get => field.IsDefault ? [] : field; init; }

    /// <summary>Who ordered.</summary>
    public Customer Customer { get => field ?? new(); init; }

    /// <summary>Where it goes.</summary>
    public Address? Address { get; init; }

    /// <summary>How it gets there.</summary>
    public DeliveryChoice Delivery { get => field ?? new(); init; }

    /// <summary>How it is or can be paid.</summary>
    public PaymentChoice Payment { get => field ?? new(); init; }

    /// <summary>A discount on the goods: the cart's discount in OmniChat, the voucher in OPABOX.</summary>
    public Discount? Discount { get; init; }

    /// <summary>Who sold it and how.</summary>
    public SaleContext Sale { get => field ?? new(); init; }

    /// <summary>Value of the goods as the sender states it.</summary>
    public decimal? ProductsValue { get; init; }

    /// <summary>Fee for the service, charged to the shopper.</summary>
    public decimal ServiceFee { get; init; }

    /// <summary>Interest of instalments.</summary>
    public decimal Interest { get; init; }

    /// <summary>Total as the sender states it.</summary>
    public decimal? Total { get; init; }

    /// <summary>Fields that the sender added since its page was written, as JSON text, kept to be shown. Bounded by the translator.</summary>
    public ImmutableSortedDictionary<string, string>? Unknown { get; init; }
}

/// <summary>One line of an order: goods of one SKU.</summary>
public sealed record OrderLine
{
    /// <summary>The sender's id of the line: OmniChat's <c>objectId</c>, OPABOX's product id.</summary>
    public string Id { get => field ?? ""; init; }

    /// <summary>VTEX's SKU id: OPABOX's <c>sku</c>, else <c>id</c>; OmniChat's <c>externalId</c>, else <c>variantId</c>.</summary>
    public string? Sku { get; init; }

    /// <summary>Name as the shopper reads it.</summary>
    public string? Name { get; init; }

    /// <summary>How many; a fraction where sold by weight (OPABOX).</summary>
    public decimal Quantity { get; init; }

    /// <summary>Price of a unit, before options.</summary>
    public decimal Price { get; init; }

    /// <summary>Price of a unit as the shopper saw it, options included (OPABOX's <c>shopper_price</c>).</summary>
    public decimal? ShopperPrice { get; init; }

    /// <summary>Options of a dish.</summary>
    public ImmutableArray<LineOption> Options { get => field.IsDefault ? [] : field; init; }

    /// <summary>OPABOX's <c>presentations</c> of the product as JSON text; their shape is not documented. Bounded by the translator.</summary>
    public string? Presentations { get; init; }

    /// <summary>Delivery method chosen for this line; wins over the order's.</summary>
    public string? ShippingMethod { get; init; }

    /// <summary>Whether the shopper fetches this line: its chosen method was offered as a pickup (OmniChat).</summary>
    public bool Pickup { get; init; }

    /// <summary>Marketplace seller.</summary>
    public string? SellerId { get; init; }

    /// <summary>Bar code.</summary>
    public string? Ean { get; init; }

    /// <summary>Whether the line is given away.</summary>
    public bool IsGift { get; init; }

    /// <summary>Price of one unit with its options: <c>price + Σ choice quantity × price</c>.</summary>
    public decimal PriceWithOptions() => Price + Options.Sum(option => option.Quantity * option.Price);
}

/// <summary>One choice of a dish: its group, itself, how often in one dish, and its unit price in reais.</summary>
public sealed record LineOption(string? Group, string? Label, decimal Quantity, decimal Price)
{
    /// <summary>The sender's id of the group.</summary>
    public string? GroupId { get; init; }

    /// <summary>The sender's id of the choice.</summary>
    public string? Id { get; init; }
}

/// <summary>Whether a discount is an amount in reais or a share in percent.</summary>
public enum DiscountMode
{
    /// <summary>Reais.</summary>
    Absolute,

    /// <summary>Percent of the goods, 0 to 100.</summary>
    Percentage,
}

/// <summary>A discount on the goods; never on freight.</summary>
public sealed record Discount(decimal Value, DiscountMode Mode);

/// <summary>Who ordered. Personal data: shown masked only.</summary>
public sealed record Customer
{
    /// <summary>The channel's id of the customer.</summary>
    public string? Id { get; init; }

    /// <summary>Whole name, or the first where there is a <see cref="LastName"/>.</summary>
    public string? Name { get; init; }

    /// <summary>Last name, where the sender keeps it apart.</summary>
    public string? LastName { get; init; }

    /// <summary>CPF or CNPJ; of somebody from abroad what they have instead. Spelled as <see cref="Documents.Plain"/>.</summary>
    public string? Document { get; init; }

    /// <summary>E-mail, spelled as <see cref="Emails"/>; OPABOX has none.</summary>
    public string? Email { get; init; }

    /// <summary>Phone, spelled as <see cref="Phones"/>.</summary>
    public string? Phone { get; init; }

    /// <summary>Birth date, spelled as <see cref="Times.SpelledDay"/>.</summary>
    public string? BirthDate { get; init; }

    /// <summary>Whether the customer buys as a company (OmniChat's <c>businessAccount</c>).</summary>
    public bool IsBusiness { get; init; }

    /// <summary>CNPJ of the company, spelled as <see cref="Documents.Plain"/>.</summary>
    public string? BusinessDocument { get; init; }

    /// <summary>Name of the company.</summary>
    public string? BusinessName { get; init; }

    /// <summary>State inscription of the company.</summary>
    public string? StateInscription { get; init; }

    /// <summary>The document that points are kept by: a company's CNPJ, else the person's.</summary>
    public string? BuyersDocument() => Documents.Plain(IsBusiness ? BusinessDocument : null) ?? Documents.Plain(Document);
}

/// <summary>A postal address. A part that is none of its kind, such as a CEP of three digits, is kept as the sender wrote it.</summary>
public sealed record Address
{
    /// <summary>The channel's id of the address.</summary>
    public string? Id { get; init; }

    /// <summary>Who receives.</summary>
    public string? Recipient { get; init; }

    /// <summary>CEP, spelled as <see cref="PostalCodes"/>.</summary>
    public string? PostalCode { get; init; }

    /// <summary>Street.</summary>
    public string? Street { get; init; }

    /// <summary>Number in the street.</summary>
    public string? Number { get; init; }

    /// <summary>Complement: flat, floor.</summary>
    public string? Complement { get; init; }

    /// <summary>Neighbourhood (bairro).</summary>
    public string? Neighborhood { get; init; }

    /// <summary>City.</summary>
    public string? City { get; init; }

    /// <summary>State, spelled as <see cref="States"/>.</summary>
    public string? State { get; init; }

    /// <summary>Country, spelled as <see cref="Countries"/>; null where the sender told none.</summary>
    public string? Country { get; init; }
}

/// <summary>How an order gets to the shopper.</summary>
public sealed record DeliveryChoice
{
    /// <summary>Whether the shopper fetches it.</summary>
    public bool Pickup { get; init; }

    /// <summary>Where it is fetched, where the choice names one point; else the settings say.</summary>
    public PickupPoint? Point { get; init; }

    /// <summary>Method chosen for the whole order.</summary>
    public string? Method { get; init; }

    /// <summary>Freight in reais, before <see cref="FreeShipping"/>.</summary>
    public decimal Freight { get; init; }

    /// <summary>Whether the shop pays the freight.</summary>
    public bool FreeShipping { get; init; }

    /// <summary>Delivery time in words (OmniChat), or the delivery type (OPABOX: scheduled or express).</summary>
    public string? Time { get; init; }

    /// <summary>When it is wanted.</summary>
    public DateTimeOffset? ScheduledFor { get; init; }

    /// <summary>When it is wanted, in words.</summary>
    public string? ScheduleInfo { get; init; }

    /// <summary>What the shopper pays for freight.</summary>
    public decimal FreightCharged() => FreeShipping ? 0 : Freight;
}

/// <summary>How an order is or can be paid.</summary>
public sealed record PaymentChoice
{
    /// <summary>OPABOX's <c>payment_type</c>; or <c>CreditCard</c>, <c>DebitCard</c>, <c>Pix</c>, <c>Boleto</c>: all that the chat order can accept.</summary>
    public ImmutableArray<string> Types { get => field.IsDefault ? [] : field; init; }

    /// <summary>Instalments.</summary>
    public int Installments { get; init; }

    /// <summary>Card brand.</summary>
    public string? CardFlag { get; init; }

    /// <summary>Name of another kind of payment (OPABOX).</summary>
    public string? OtherName { get; init; }

    /// <summary>What the shopper was asked to type for it, such as <c>Troco para</c>.</summary>
    public string? OtherInput { get; init; }

    /// <summary>What the shopper typed for it, such as the change wanted.</summary>
    public string? OtherValue { get; init; }
}

/// <summary>Who sold an order, and how.</summary>
public sealed record SaleContext
{
    /// <summary>The number that the shop's staff see (OmniChat's <c>retailerOrderId</c>).</summary>
    public string? Number { get; init; }

    /// <summary>The account that the payment was chosen for.</summary>
    public string? PaymentAccount { get; init; }

    /// <summary>The account that the order was chosen for.</summary>
    public string? OrderAccount { get; init; }

    /// <summary>OmniChat's sales channel, such as Instagram.</summary>
    public string? SalesChannel { get; init; }

    /// <summary>Campaign.</summary>
    public string? Campaign { get; init; }

    /// <summary>Coupon.</summary>
    public string? Coupon { get; init; }

    /// <summary>Gift card; its amount is not told.</summary>
    public string? GiftCard { get; init; }

    /// <summary>Salesperson's id: the retailer's own, else OmniChat's.</summary>
    public string? SalesPersonId { get; init; }

    /// <summary>Salesperson's name.</summary>
    public string? SalesPerson { get; init; }

    /// <summary>Team or store in words.</summary>
    public string? Team { get; init; }
}
