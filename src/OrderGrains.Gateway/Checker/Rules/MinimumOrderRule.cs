namespace OrderGrains.Gateway.Checker.Rules;

/// <summary>Goods below <c>Value</c> reais, before discounts and without freight, are an error of the order.</summary>
internal sealed class MinimumOrderRule : ICartRule
{
    /// <inheritdoc/>
    public string Type => "MinimumOrder";

    /// <inheritdoc/>
    public IEnumerable<CheckAction> Check(CheckedCart cart, IReadOnlyList<CheckerRuleSettings> rules) =>
        from rule in rules
        let missing = rule.Value!.Value - cart.Goods
        where missing > 0
        select CheckAction.Of(rule.Severity != "INFO", CheckerTexts.BelowMinimumOrder(rule.Value!.Value, missing));
}
