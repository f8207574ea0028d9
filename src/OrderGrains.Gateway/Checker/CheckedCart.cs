using System.Collections.Immutable;

namespace OrderGrains.Gateway.Checker;

/// <summary>A cart under check.</summary>
/// <param name="Cart">The merged cart.</param>
/// <param name="Lines">Its lines that the catalog was asked about, with what it said; empty where nobody was asked.</param>
public sealed record CheckedCart(OrderContent Cart, ImmutableArray<CheckedLine> Lines)
{
    /// <summary>The discount that a rule last answered for this order; null where none stands.</summary>
    public Discount? RuleDiscount { get; init; }

    /// <summary>The lines that the SKU file does not have, where the settings refuse such orders.</summary>
    public ImmutableArray<OrderLine> Unmapped { get => field.IsDefault ? [] : field; init; }

    /// <summary>What of the edit cannot be right.</summary>
    public ImmutableArray<CheckAction> Faults { get => field.IsDefault ? [] : field; init; }

    /// <summary>Value of the goods before discounts, in reais. A gift is none, whatever price its line has.</summary>
    public decimal Goods => Cart.Lines.Where(line => !line.IsGift).Sum(line => Amounts.LineTotal(Cart, line));

    /// <summary>A line's name as the salesperson knows it: the cart's, else the catalog's, else its SKU.</summary>
    public string NameOf(OrderLine line) =>
        line.Name ?? Lines.FirstOrDefault(known => ReferenceEquals(known.Line, line))?.Catalog.Name ?? CheckerTexts.Nameless(line.Sku);

    /// <summary>Pieces of a SKU in the whole cart; a gift is none.</summary>
    public decimal Pieces(string? sku) => Cart.Lines.Where(line => !line.IsGift && line.Sku == sku).Sum(line => line.Quantity);
}

/// <summary>A line and what the catalog said of it.</summary>
public sealed record CheckedLine(OrderLine Line, CatalogItem Catalog)
{
    /// <summary>Whether the line can be sold as it is.</summary>
    public bool Available => Catalog.Availability == "available" && !(Catalog.QuantityLeft < Line.Quantity);

    /// <summary>How the line can be delivered.</summary>
    public ImmutableArray<ShippingOption> Options => Catalog.Options.IsDefault ? [] : Catalog.Options;

    /// <summary>The delivery method chosen for the line: its own, else the order's.</summary>
    public string? Method(OrderContent cart) => Line.ShippingMethod ?? cart.Delivery.Method;

    /// <summary>The offered option that is the chosen method, by id or by name.</summary>
    public ShippingOption? Chosen(OrderContent cart) => Method(cart) is not { } method ? null : Options.FirstOrDefault(option =>
        option.Id.Equals(method, StringComparison.OrdinalIgnoreCase) || option.Name.Equals(method, StringComparison.OrdinalIgnoreCase));
}

/// <summary>One thing that every cart is looked at for.</summary>
internal interface ICartCheck
{
    /// <summary>What it has to say of a cart; nothing where all is well.</summary>
    IEnumerable<CheckAction> Check(CheckedCart cart);
}
