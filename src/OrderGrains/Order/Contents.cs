using System.Text.Json;

namespace OrderGrains;

/// <summary>What was ordered, as a whole: when two say the same, and what taking one in counts.</summary>
public static class Contents
{
    /// <summary>Whether two contents say the same; fields that nobody knows do not count.</summary>
    public static bool Same(OrderContent? left, OrderContent? right) =>
        left is null || right is null
            ? left is null && right is null
            : Same(Encoded.Of(left), Encoded.Of(right));

    /// <summary>The same of contents that may be stored, by their JSON.</summary>
    public static bool Same(Encoded<OrderContent> left, Encoded<OrderContent> right) => Known(left.Json).SequenceEqual(Known(right.Json));

    /// <summary>Whether anything of it can be placed: a line with a SKU and a quantity.</summary>
    public static bool CanBePlaced(OrderContent content) => content.Lines.Any(line => line is { Sku: not null, Quantity: > 0 });

    /// <summary>
    /// The number that the shop's staff see, found in the JSON as it is stored: every head of a record asks, and most turns need nothing else of a content.
    /// It is the first property of the sale, and in texts quotes are escaped.
    /// </summary>
    public static string? NumberIn(Encoded<OrderContent> content)
    {
        if (content.Json.IndexOf("\"sale\":{\"number\":"u8) is not (>= 0 and var at))
        {
            return null;
        }

        var sale = new Utf8JsonReader(content.Json[(at + "\"sale\":".Length)..]);
        _ = sale.Read() && sale.Read() && sale.Read();
        return sale.GetString();
    }

    /// <summary>The shop, found likewise: it is the first property of a content.</summary>
    public static string? StoreIn(Encoded<OrderContent> content)
    {
        if (!content.Json.StartsWith("{\"storeId\":"u8))
        {
            return null;
        }

        var whole = new Utf8JsonReader(content.Json);
        _ = whole.Read() && whole.Read() && whole.Read();
        return whole.GetString();
    }

    /// <summary>What points are given for: the content that VTEX has, also where it has changed since, else the latest.</summary>
    public static (OrderContent? Content, int Version) Placed(OrderState state) =>
        IsChangedSince(state) && state.Vtex is { Earlier: { } earlier, EarlierVersion: var version, PlacedContentVersion: var placed } && version == placed
            ? (earlier, version)
            : (state.Content, state.ContentVersion);

    /// <summary>Whether VTEX has another content than the latest.</summary>
    public static bool IsChangedSince(OrderState state) =>
        Placement.HasContent(state) && state.ContentVersion > state.Vtex.PlacedContentVersion;

    /// <summary>The order with a content, of the rank of the report that it came with. The one before is kept where VTEX has it, or may have.</summary>
    internal static OrderState Taken(OrderState state, Encoded<OrderContent> content, OrderStatus rank) => state with
    {
        Vtex = state.StoredContent is { } known && IsPerhapsPlaced(state)
            ? state.Vtex with { Earlier = known.Value, EarlierVersion = state.ContentVersion }
            : state.Vtex,
        StoredContent = state.PersonsErased ? Encoded.Of(Skeleton(content.Value)) : content,
        ContentRank = rank,
        ContentVersion = state.ContentVersion + 1,
    };

    private static bool IsPerhapsPlaced(OrderState state) => Placement.MayStand(state)
        && (state.Vtex.PlacedContentVersion == state.ContentVersion || state.Vtex is { PlacedContentVersion: 0, Earlier: null });

    /// <summary>A cart without its customer, address and salesperson, and without fields that nobody knows, which may name them.</summary>
    internal static OrderContent WithoutPersons(OrderContent cart) => cart with
    {
        Customer = new(),
        Address = null,
        Sale = cart.Sale with { SalesPerson = null, SalesPersonId = null },
        Unknown = null,
    };

    /// <summary>What stays of an order whose persons are erased: goods, amounts, and how it was sold. Nothing that anybody typed for this order.</summary>
    internal static OrderContent Skeleton(OrderContent content) => WithoutPersons(content) with
    {
        Delivery = content.Delivery with { ScheduleInfo = null },
        Payment = content.Payment with { OtherInput = null, OtherValue = null },
        Sale = content.Sale with { SalesPerson = null, SalesPersonId = null, GiftCard = null },
    };

    /// <summary>JSON up to the fields that nobody knows, which come last. No other property has their name, and in texts quotes are escaped.</summary>
    private static ReadOnlySpan<byte> Known(ReadOnlySpan<byte> content) =>
        content.IndexOf("\"unknown\":"u8) is var unknown and >= 0 ? content[..unknown].TrimEnd((byte)',') : content[..^1];
}
