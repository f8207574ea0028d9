namespace OrderGrains.Gateway.Checker.Rules;

/// <summary>
/// Sets the order's whole discount where the cart has the rule's coupon, channel and worth: the largest of the rules that it
/// earns. Never adds to a discount; one in the cart that is as large or larger, such as a salesperson's own, stands. Only the one
/// that a rule itself answered is taken down again, once the cart earns less.
/// </summary>
internal sealed class DiscountRule : ICartRule
{
    /// <inheritdoc/>
    public string Type => "Discount";

    /// <inheritdoc/>
    public IEnumerable<CheckAction> Check(CheckedCart cart, IReadOnlyList<CheckerRuleSettings> rules)
    {
        var largest = rules.Where(rule => Earns(cart, rule)).MaxBy(rule => Worth(cart, rule));
        var (earned, standing) = (largest is null ? 0 : Worth(cart, largest), Amounts.DiscountOn(cart.Cart));
        var ours = cart.RuleDiscount is { } answered && cart.Cart.Discount == answered;
        return earned == standing || (earned < standing && !ours) ? []
            : largest is null ? [CheckAction.TotalDiscount(0, "ABSOLUTE", CheckerTexts.DiscountEnded)]
            : [CheckAction.TotalDiscount(largest.Value!.Value, largest.Mode!, CheckerTexts.DiscountChanged)];
    }

    private static bool Earns(CheckedCart cart, CheckerRuleSettings rule) =>
        cart.Goods >= (rule.AtLeast ?? 0) && Is(rule.Coupon, cart.Cart.Sale.Coupon) && Is(rule.Channel, cart.Cart.Sale.SalesChannel);

    private static bool Is(string? wanted, string? found) =>
        string.IsNullOrEmpty(wanted) || string.Equals(wanted, found?.Trim(), StringComparison.OrdinalIgnoreCase);

    /// <summary>What the rule takes off, in reais.</summary>
    private static decimal Worth(CheckedCart cart, CheckerRuleSettings rule) => Amounts.DiscountOn(cart.Cart with
    {
        Discount = new(rule.Value!.Value, CheckAction.ModeOf(rule.Mode)),
    });
}
