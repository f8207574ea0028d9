namespace OrderGrains.Gateway.Checker.Checks;

/// <summary>Shows how each line can be delivered, and says where the chosen method is not among them.</summary>
internal sealed class DeliveryCheck : ICartCheck
{
    /// <inheritdoc/>
    public IEnumerable<CheckAction> Check(CheckedCart cart)
    {
        foreach (var line in cart.Lines.Where(line => line.Available && !line.Options.IsEmpty && line.Line.Id.Length > 0))
        {
            var chosen = line.Chosen(cart.Cart);
            yield return CheckAction.ItemOptions(line.Line, chosen?.Id, line.Options);
            if (chosen is null && line.Method(cart.Cart) is { } method)
            {
                yield return CheckAction.Of(error: false, line.Line, CheckerTexts.MethodNotOffered(cart.NameOf(line.Line), method));
            }
        }
    }
}
