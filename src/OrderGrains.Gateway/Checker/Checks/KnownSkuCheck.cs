namespace OrderGrains.Gateway.Checker.Checks;

/// <summary>A line that the SKU file does not have is an error, where the settings refuse such orders.</summary>
internal sealed class KnownSkuCheck : ICartCheck
{
    /// <inheritdoc/>
    public IEnumerable<CheckAction> Check(CheckedCart cart) =>
        cart.Unmapped.Select(line => CheckAction.Of(error: true, line, CheckerTexts.NotMapped(cart.NameOf(line))));
}
