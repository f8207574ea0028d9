namespace OrderGrains.Gateway.Checker.Checks;

/// <summary>Fewer or more pieces of a SKU than its catalog sells in an order are an error on each of its lines.</summary>
internal sealed class QuantityCheck : ICartCheck
{
    /// <inheritdoc/>
    public IEnumerable<CheckAction> Check(CheckedCart cart)
    {
        foreach (var line in cart.Lines.Where(line => line.Available && !line.Line.IsGift))
        {
            var pieces = cart.Pieces(line.Line.Sku);
            if (pieces < line.Catalog.MinimumQuantity)
            {
                yield return CheckAction.Of(
                    error: true, line.Line, CheckerTexts.TooFew(cart.NameOf(line.Line), line.Catalog.MinimumQuantity.Value));
            }
            else if (pieces > line.Catalog.MaximumQuantity)
            {
                yield return CheckAction.Of(
                    error: true, line.Line, CheckerTexts.TooMany(cart.NameOf(line.Line), line.Catalog.MaximumQuantity.Value));
            }
        }
    }
}
