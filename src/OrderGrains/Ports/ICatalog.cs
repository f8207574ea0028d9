using System.Collections.Immutable;

namespace OrderGrains;

/// <summary>Says what can be sold and delivered, while a salesperson waits. Changes nothing anywhere.</summary>
public interface ICatalog
{
    /// <summary>Asks about a cart.</summary>
    /// <param name="tenant">The retailer.</param>
    /// <param name="question">Lines with a SKU, and a CEP of eight digits.</param>
    /// <param name="cancellationToken">Ends with the checker's deadline.</param>
    /// <exception cref="CatalogUnavailableException">No answer: an error, an open breaker, or the deadline.</exception>
    Task<CatalogAnswer> AskAsync(string tenant, CatalogQuestion question, CancellationToken cancellationToken);

    /// <summary>How it does for a tenant, for operators.</summary>
    /// <param name="tenant">The retailer.</param>
    /// <param name="target">The simulation of one of its accounts.</param>
    CatalogCondition Condition(string tenant, string target);

    /// <summary>An operator says that it is to be asked now: what holds it back lets the next question through.</summary>
    void Lift(string tenant, string target)
    {
    }
}

/// <summary>How a catalog does.</summary>
/// <param name="BlockedUntil">Until when it is not asked: an open breaker, or what it asked for; null where it is.</param>
/// <param name="Why">Why it is blocked.</param>
/// <param name="LastError">What the last failure said; null after a success. No personal data.</param>
public sealed record CatalogCondition(DateTimeOffset? BlockedUntil, string? Why, string? LastError)
{
    /// <summary>Since when it is blocked, also where the next question only is to show whether it answers again; null where it serves.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>When <see cref="LastError"/> was said.</summary>
    public DateTimeOffset? LastErrorAt { get; init; }
}

/// <summary>A cart to ask about.</summary>
public sealed record CatalogQuestion(string PostalCode, ImmutableArray<CatalogLine> Lines, string? StoreId);

/// <summary>One line: SKU, whole quantity, and the marketplace seller where there is one.</summary>
public sealed record CatalogLine(string Sku, int Quantity, string? SellerId);

/// <summary>What the catalog says, one entry per line of the question, in its order.</summary>
public sealed record CatalogAnswer(ImmutableArray<CatalogItem> Items)
{
    /// <summary>What an operator should know of this answer, for the timeline; null where there is nothing.</summary>
    public string? Note { get; init; }
}

/// <summary>What the catalog says of a line.</summary>
/// <param name="Availability"><c>available</c>, or the catalog's word for why not; null where the answer has no such SKU.</param>
/// <param name="UnitPrice">Price of a unit in reais; null where unknown.</param>
/// <param name="QuantityLeft">What is left in stock; null where unknown.</param>
/// <param name="Options">How it can be delivered.</param>
public sealed record CatalogItem(
    string? Availability, decimal? UnitPrice, decimal? QuantityLeft, ImmutableArray<ShippingOption> Options)
{
    /// <summary>The catalog's name of it; null where it has none.</summary>
    public string? Name { get; init; }

    /// <summary>Fewest pieces in an order; null for any.</summary>
    public decimal? MinimumQuantity { get; init; }

    /// <summary>Most pieces in an order; null for any.</summary>
    public decimal? MaximumQuantity { get; init; }
}

/// <summary>One way to deliver a line; amounts in reais, estimate as VTEX writes it (<c>3bd</c>).</summary>
public sealed record ShippingOption(
    string Id, string Name, decimal Price, decimal ListPrice, decimal Tax, string DeliveryChannel, string? ShippingEstimate)
{
    /// <summary>Where the shopper fetches it, where the catalog says so.</summary>
    public PickupPoint? Point { get; init; }

    /// <summary>Whether the shopper fetches it: VTEX's channel is <c>pickup-in-point</c>.</summary>
    public bool IsPickup => DeliveryChannel.StartsWith("pickup", StringComparison.OrdinalIgnoreCase);
}

/// <summary>The catalog did not answer.</summary>
public sealed class CatalogUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
