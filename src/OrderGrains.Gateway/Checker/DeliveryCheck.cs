namespace OrderGrains.Gateway.Checker;

/// <summary>Shows how each line can be delivered, and says where the chosen method is not among them.</summary>
internal sealed class DeliveryCheck : ICartCheck
{
    /// <inheritdoc/>
    public IEnumerable<CheckAction> Check(CheckedCart cart)
    {
        foreach (var line in cart.Lines.Where(line => line.Available && !line.Options.IsEmpty))
        {
            var chosen = line.Chosen(cart.Cart);
            yield return CheckAction.ItemOptions(line.Line, chosen?.Id, line.Options);
            if (chosen is null && line.Method(cart.Cart) is { } method)
            {
                yield return CheckAction.ItemInfo(line.Line, CheckerTexts.MethodNotOffered(line.Line, method));
            }
        }
    }
}
