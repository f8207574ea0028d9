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

    /// <summary>The order with a content, of the rank of the report that it came with.</summary>
    internal static OrderState Taken(OrderState state, Encoded<OrderContent> content, OrderStatus rank) => state with
    {
        StoredContent = content,
        ContentRank = rank,
        ContentVersion = state.ContentVersion + 1,
    };

    /// <summary>A cart without its customer, address and salesperson, and without fields that nobody knows, which may name them.</summary>
    internal static OrderContent WithoutPersons(OrderContent cart) => cart with
    {
        Customer = new(),
        Address = null,
        Sale = cart.Sale with { SalesPerson = null, SalesPersonId = null },
        Unknown = null,
    };

    /// <summary>JSON up to the fields that nobody knows, which come last. No other property has their name, and in texts quotes are escaped.</summary>
    private static ReadOnlySpan<byte> Known(ReadOnlySpan<byte> content) =>
        content.IndexOf("\"unknown\":"u8) is var unknown and >= 0 ? content[..unknown].TrimEnd((byte)',') : content[..^1];
}
