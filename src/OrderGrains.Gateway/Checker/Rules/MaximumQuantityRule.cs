namespace OrderGrains.Gateway.Checker.Rules;

/// <summary>More than <c>Value</c> pieces of a SKU in the whole cart are an error on each of its lines. Gifts do not count.</summary>
internal sealed class MaximumQuantityRule : ICartRule
{
    /// <inheritdoc/>
    public string Type => "MaximumQuantity";

    /// <inheritdoc/>
    public IEnumerable<CheckAction> Check(CheckedCart cart, IReadOnlyList<CheckerRuleSettings> rules) =>
        from line in cart.Cart.Lines
        where !line.IsGift
        let rule = RuleOf(line, rules)
        where rule is not null && Pieces(cart, line) > rule.Value
        select CheckAction.Of(rule.Severity != "INFO", line, CheckerTexts.TooMany(cart.NameOf(line), rule.Value!.Value));

    /// <summary>The strictest rule that names the SKU; where none does, the strictest for every SKU.</summary>
    private static CheckerRuleSettings? RuleOf(OrderLine line, IReadOnlyList<CheckerRuleSettings> rules) =>
        rules.Where(rule => line.Sku is not null && rule.Sku == line.Sku).MinBy(rule => rule.Value)
        ?? rules.Where(rule => rule.Sku is null or "*").MinBy(rule => rule.Value);

    private static decimal Pieces(CheckedCart cart, OrderLine line) => line.Sku is null ? line.Quantity : cart.Pieces(line.Sku);
}
