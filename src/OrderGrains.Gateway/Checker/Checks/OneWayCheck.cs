namespace OrderGrains.Gateway.Checker.Checks;

/// <summary>
/// Some lines fetched and others delivered, or fetched at several points, is an error of the order: VTEX takes one address (developers.vtex.com, New Order Integration), and the
/// placement would stop.
/// </summary>
internal sealed class OneWayCheck : ICartCheck
{
    /// <inheritdoc/>
    public IEnumerable<CheckAction> Check(CheckedCart cart)
    {
        var chosen = cart.Lines.Select(line => line.Chosen(cart.Cart)).OfType<ShippingOption>().ToLookup(option => option.IsPickup);
        return chosen.Count > 1 ? [CheckAction.Of(error: true, CheckerTexts.MixedDelivery)]
            : chosen[true].DistinctBy(option => option.Point?.Id).Count() > 1 ? [CheckAction.Of(error: true, CheckerTexts.SeveralPoints)]
            : [];
    }
}
