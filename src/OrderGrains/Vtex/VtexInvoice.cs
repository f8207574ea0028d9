using System.Collections.Immutable;

namespace OrderGrains;

/// <summary>
/// An invoice of VTEX's seller, for all of an order or a part of it, and what its tracking says
/// (developers.vtex.com, External seller: invoice and tracking). What was not said is null.
/// </summary>
public sealed record VtexInvoice
{
    /// <summary>Most lines kept of one invoice; a longer list is left out, and the value decides.</summary>
    public const int MaxItems = 50;

    /// <summary>Number within the order.</summary>
    public string Number { get => field ?? ""; init; }

    /// <summary>Whether VTEX told it as an invoice, under no number but its own: what comes under a number's path may be tracking alone.</summary>
    public bool Named { get; init; }

    /// <summary>Cents.</summary>
    public long? Value { get; init; }

    /// <summary>The tax authority's key.</summary>
    public string? Key { get; init; }

    /// <summary>Where the document is.</summary>
    public string? Url { get; init; }

    /// <summary>Who carries it.</summary>
    public string? Courier { get; init; }

    /// <summary>The carrier's number.</summary>
    public string? TrackingNumber { get; init; }

    /// <summary>Where to follow it.</summary>
    public string? TrackingUrl { get; init; }

    /// <summary>Whether the carrier handed it over.</summary>
    public bool Delivered { get; init; }

    /// <summary>Whether goods came back (VTEX's type <c>Input</c>).</summary>
    public bool Return { get; init; }

    /// <summary>What it is for.</summary>
    public ImmutableArray<InvoicedItem>? Items { get; init; }

    /// <summary>Whether the invoice itself was told, and not only its tracking: until then it waits, and proves nothing.</summary>
    public bool IsTold() => Named || Return || Value is not null || Items is not null || Key is not null || Url is not null;

    /// <summary>This with what a later message says of the same invoice.</summary>
    public VtexInvoice With(VtexInvoice later) => new()
    {
        Number = Number,
        Named = later.Named || Named,
        Value = later.Value ?? Value,
        Key = later.Key ?? Key,
        Url = later.Url ?? Url,
        Courier = later.Courier ?? Courier,
        TrackingNumber = later.TrackingNumber ?? TrackingNumber,
        TrackingUrl = later.TrackingUrl ?? TrackingUrl,
        Delivered = later.Delivered || Delivered,
        Return = later.Return || Return,
        Items = later.Items ?? Items,
    };

    /// <summary>Whether both say the same.</summary>
    public bool SaysAsMuchAs(VtexInvoice other) =>
        this with { Items = null } == other with { Items = null }
        && (Items ?? []).SequenceEqual(other.Items ?? []);
}

/// <summary>A line of an invoice: the SKU as it was placed, and how much of it.</summary>
public sealed record InvoicedItem(string Id, decimal Quantity);
