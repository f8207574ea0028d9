namespace OrderGrains.Gateway.Checker.Checks;

/// <summary>A line that is not available, or of which not enough is left, is an error.</summary>
internal sealed class AvailabilityCheck : ICartCheck
{
    /// <inheritdoc/>
    public IEnumerable<CheckAction> Check(CheckedCart cart) =>
        from line in cart.Lines
        where !line.Available
        let text = CheckerTexts.NotAvailable(cart.NameOf(line.Line), line.Catalog.Availability, line.Catalog.QuantityLeft)
        select CheckAction.Of(error: true, line.Line, text);
}
