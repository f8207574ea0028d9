using System.Collections.Immutable;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrderGrains.Gateway.Checker;

/// <summary>One action of the checker's answer, as OmniChat reads it (developers.omni.chat, How to implement the OrderChecker API). Absent fields are left out.</summary>
public sealed record CheckAction
{
    /// <summary>ERROR marks an error; INFO changes or shows something.</summary>
    public required string Action { get; init; }

    /// <summary>ORDER, ITEM or FREIGHT.</summary>
    public required string Component { get; init; }

    /// <summary>The line's <c>objectId</c>.</summary>
    public string? ComponentId { get; init; }

    /// <summary>What the salesperson reads.</summary>
    public string? Message { get; init; }

    /// <summary>Freight in reais.</summary>
    public decimal? FreightCost { get; init; }

    /// <summary>The order's whole discount: reais or percent, see <see cref="DiscountMode"/>.</summary>
    public decimal? Discount { get; init; }

    /// <summary>ABSOLUTE or PERCENTAGE.</summary>
    public string? DiscountMode { get; init; }

    /// <summary>True where <see cref="Item"/> is to be given away.</summary>
    public bool? IsGift { get; init; }

    /// <summary>What is to be put into the cart.</summary>
    public GiftView? Item { get; init; }

    /// <summary>Delivery method that stands.</summary>
    public string? ShippingMethod { get; init; }

    /// <summary>How a line can be delivered.</summary>
    public IReadOnlyList<ShippingOptionView>? ShippingOptions { get; init; }

    /// <summary>Whether it is an error.</summary>
    [JsonIgnore]
    public bool IsError => Action == "ERROR";

    /// <summary>A message on a line, or an error of it; on the order where the line has no id to be named by.</summary>
    public static CheckAction Of(bool error, OrderLine line, string message) =>
        new()
        {
            Action = Word(error),
            Component = line.Id.Length == 0 ? "ORDER" : "ITEM",
            ComponentId = line.Id.Length == 0 ? null : line.Id,
            Message = message,
        };

    /// <summary>How a line can be delivered, and which way is chosen.</summary>
    public static CheckAction ItemOptions(OrderLine line, string? chosen, ImmutableArray<ShippingOption> options) => new()
    {
        Action = "INFO",
        Component = "ITEM",
        ComponentId = line.Id,
        ShippingMethod = chosen,
        ShippingOptions = [.. options.Select(ShippingOptionView.Of)],
    };

    /// <summary>Another freight for the order.</summary>
    public static CheckAction Freight(decimal cost, string message) =>
        new() { Action = "INFO", Component = "FREIGHT", Message = message, FreightCost = cost };

    /// <summary>An error of the order's freight.</summary>
    public static CheckAction FreightError(string message) => new() { Action = Word(true), Component = "FREIGHT", Message = message };

    /// <summary>A message on the order, or an error of it.</summary>
    public static CheckAction Of(bool error, string message) =>
        new() { Action = Word(error), Component = "ORDER", Message = message };

    /// <summary>The order's whole discount.</summary>
    public static CheckAction TotalDiscount(decimal value, string mode, string message) =>
        new() { Action = "INFO", Component = "ORDER", Message = message, Discount = value, DiscountMode = mode };

    /// <summary>A gift that OmniChat puts into the cart, delivered as the line that it goes with.</summary>
    public static CheckAction Gift(GiftView gift, string? chosen, ImmutableArray<ShippingOption> options) => new()
    {
        Action = "INFO",
        Component = "ORDER",
        IsGift = true,
        Item = gift,
        ShippingMethod = chosen,
        ShippingOptions = options.IsEmpty ? null : [.. options.Select(ShippingOptionView.Of)],
    };

    /// <summary>A discount's mode of its word.</summary>
    public static DiscountMode ModeOf(string? word) =>
        word == "PERCENTAGE" ? OrderGrains.DiscountMode.Percentage : OrderGrains.DiscountMode.Absolute;

    private static string Word(bool error) => error ? "ERROR" : "INFO";
}

/// <summary>A gift as OmniChat's page shows it: texts that are not known are empty, and it costs nothing.</summary>
public sealed record GiftView(
    string Name,
    string ExternalId,
    string SellerId = "",
    string SellerName = "",
    string ExternalImageURL = "",
    int UnitMultiplier = 1,
    decimal SalePrice = 0,
    decimal Price = 0);

/// <summary>A way to deliver a line, amounts in reais; a null lock time is part of the shape.</summary>
public sealed record ShippingOptionView(
    string Id,
    string Name,
    decimal Price,
    decimal ListPrice,
    decimal Tax,
    string DeliveryChannel,
    string? ShippingEstimate,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? ProductLockedTime)
{
    /// <summary>Whether the shopper fetches it.</summary>
    [JsonIgnore]
    public bool IsPickup { get; private init; }

    /// <summary>Where; for the order to remember, and no part of OmniChat's shape.</summary>
    [JsonIgnore]
    public PickupPoint? Point { get; private init; }

    /// <summary>The shape of a catalog's option.</summary>
    public static ShippingOptionView Of(ShippingOption option) => new(
        option.Id, option.Name, option.Price, option.ListPrice, option.Tax, option.DeliveryChannel, option.ShippingEstimate, null)
    {
        IsPickup = option.IsPickup,
        Point = option.Point,
    };
}

/// <summary>JSON of the answer: camelCase, letters as they are, absent fields left out.</summary>
internal static class CheckJson
{
    /// <summary>The options.</summary>
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
