using System.Collections.Immutable;

namespace OrderGrains;

/// <summary>
/// What VTEX takes with a placement and no webhook tells: an operator says it with <c>paid</c> or <c>replace</c> (VTEX's page New Order Integration,
/// scenarios 11 and 12).
/// </summary>
public sealed record Additions
{
    /// <summary>Most taxes, and most tracking hints.</summary>
    public const int Most = 100;

    /// <summary>Taxes on top of what was ordered, each for a SKU of the order.</summary>
    public ImmutableArray<SkuTax> Taxes { get => field.IsDefault ? [] : field; init; }

    /// <summary>The labels of its parcels.</summary>
    public ImmutableArray<TrackingHint> TrackingHints { get => field.IsDefault ? [] : field; init; }

    /// <summary>Why they cannot go with an order's next placement; null where they can.</summary>
    internal string? WhyNot(OrderState state) =>
        StatusTable.IsFinal(state.Status) ? $"The order is {state.Status}: nothing is placed any more."
        : Taxes.FirstOrDefault(tax => state.Content?.Lines.Any(line => (line.Sku ?? line.Id) == tax.Sku) != true) is { } other ? $"No line has the SKU {other.Sku}."
        : null;

    /// <summary>What they are in words.</summary>
    internal string Told()
    {
        var told = new List<string>();
        if (!Taxes.IsEmpty)
        {
            told.Add($"taxes of {Taxes.Sum(tax => tax.Value):0.00} reais");
        }

        if (!TrackingHints.IsEmpty)
        {
            told.Add($"tracking hints: {TrackingHints.Length}");
        }

        return told.Count == 0 ? "neither taxes nor tracking hints" : string.Join(", ", told);
    }
}

/// <summary>A tax of one SKU.</summary>
/// <param name="Sku">As it goes to VTEX.</param>
/// <param name="Value">Reais, for all its pieces.</param>
public sealed record SkuTax(string Sku, decimal Value);

/// <summary>One parcel's label.</summary>
/// <param name="Id">The carrier's number.</param>
/// <param name="Courier">The carrier.</param>
/// <param name="Url">Where it is followed.</param>
/// <param name="Label">The label.</param>
public sealed record TrackingHint(string? Id, string? Courier, string? Url, string? Label);
