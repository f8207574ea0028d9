namespace OrderGrains.Gateway.Checker.Checks;

/// <summary>Says where a line's price is not the catalog's. Gifts have a price of their own.</summary>
internal sealed class PriceCheck : ICartCheck
{
    /// <inheritdoc/>
    public IEnumerable<CheckAction> Check(CheckedCart cart) =>
        from line in cart.Lines
        where line.Available && !line.Line.IsGift && line.Catalog.UnitPrice is not null && line.Catalog.UnitPrice != line.Line.Price
        let text = CheckerTexts.PriceDiffers(cart.NameOf(line.Line), line.Line.Price, line.Catalog.UnitPrice!.Value)
        select CheckAction.Of(error: false, line.Line, text);
}
