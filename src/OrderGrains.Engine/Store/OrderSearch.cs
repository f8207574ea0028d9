namespace OrderGrains.Engine;

/// <summary>Which orders a query asks for: the one rule that every store's own conditions come to.</summary>
public static class OrderSearch
{
    /// <summary>Whether an order is what a query asks for.</summary>
    /// <param name="query">What is asked; its page is left aside.</param>
    /// <param name="order">The order.</param>
    /// <param name="head">What it shows.</param>
    public static bool Matches(OrderQuery query, OrderId order, RecordHead head) =>
        (query.Tenant is null || query.Tenant == order.Tenant)
        && (query.Status is null || query.Status == head.Status)
        && (query.Attention is null || head.NeedsPersonFor(query.Attention))
        && (query.Store is null || query.Store == head.Store)
        && (query.Owed is not { } owed || head.Owed?.Any(owed.Matches) == true)
        && (query.CustomerHash is null || query.CustomerHash == head.CustomerHash)
        && (query.Prefix is not { Length: > 0 } prefix || IsNumbered(prefix, head) || Begins(prefix, order, head));

    private static bool IsNumbered(string prefix, RecordHead head) =>
        Starts(head.Number, prefix) || head.Invoices?.Any(number => Starts(number, prefix)) == true;

    private static bool Begins(string prefix, OrderId order, RecordHead head) => OrderIdStart.Of(prefix) is { } start
        ? start.Begins(order)
        : Starts(order.ExternalId, prefix)
            || Starts(head.VtexOrderId, prefix)
            || Starts(order.Tenant, prefix)
            || (VtexOrderIds.ReadStart(prefix) is { } named && named.Channel == order.Channel && Starts(order.ExternalId, named.ExternalId));

    private static bool Starts(string? text, string prefix) => text?.StartsWith(prefix, StringComparison.Ordinal) == true;
}

/// <summary>The beginning of an order id, complete at least to its first slash.</summary>
/// <param name="Tenant">The tenant, which is whole.</param>
/// <param name="Channels">The channels that it may mean; none where it means no order.</param>
/// <param name="ExternalId">The beginning of the external id.</param>
public sealed record OrderIdStart(string Tenant, IReadOnlyList<Channel> Channels, string ExternalId)
{
    /// <summary>Reads a text; null where it has no slash, and so may begin other ids too.</summary>
    public static OrderIdStart? Of(string text) => text.Split('/', 3) switch
    {
        [var tenant, var channel] => new(tenant, [.. Enum.GetValues<Channel>().Where(known => OrderId.NameOf(known).StartsWith(channel, StringComparison.Ordinal))], ""),
        [var tenant, var channel, var externalId] => new(tenant, OrderId.TryParseChannel(channel, out var known) ? [known] : [], externalId),
        _ => null,
    };

    /// <summary>Whether an order's id begins so.</summary>
    public bool Begins(OrderId order) =>
        order.Tenant == Tenant && Channels.Contains(order.Channel) && order.ExternalId.StartsWith(ExternalId, StringComparison.Ordinal);
}
