namespace OrderGrains.Gateway.Checker;

/// <summary>A line that is not available, or of which not enough is left, is an error.</summary>
internal sealed class AvailabilityCheck : ICartCheck
{
    /// <inheritdoc/>
    public IEnumerable<CheckAction> Check(CheckedCart cart) =>
        from line in cart.Lines
        where !line.Available
        select CheckAction.ItemError(
            line.Line, CheckerTexts.NotAvailable(line.Line, line.Catalog.Availability, line.Catalog.QuantityLeft));
}
