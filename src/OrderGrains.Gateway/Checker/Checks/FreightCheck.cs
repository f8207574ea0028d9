namespace OrderGrains.Gateway.Checker.Checks;

/// <summary>
/// Corrects the freight to the sum of the chosen options, where every line has one that is offered and the shop does not pay it.
/// </summary>
internal sealed class FreightCheck : ICartCheck
{
    /// <inheritdoc/>
    public IEnumerable<CheckAction> Check(CheckedCart cart)
    {
        var chosen = cart.Lines.Select(line => line.Available ? line.Chosen(cart.Cart) : null).ToArray();
        if (cart.Cart.Delivery.FreeShipping || chosen.Length == 0 || chosen.Length < cart.Cart.Lines.Length || chosen.Contains(null))
        {
            yield break;
        }

        var sum = chosen.Sum(option => option!.Price);
        if (sum != cart.Cart.Delivery.Freight)
        {
            yield return CheckAction.Freight(sum, CheckerTexts.FreightDiffers(sum));
        }
    }
}
