namespace OrderGrains.Gateway.Checker.Rules;

/// <summary>
/// Puts a gift into a cart whose goods are worth <c>AtLeast</c> reais, before discounts, and that does not hold it yet; the same
/// gift in a cart that is worth less is an error on that line. Gifts themselves do not count.
/// </summary>
internal sealed class GiftRule : ICartRule
{
    /// <inheritdoc/>
    public string Type => "Gift";

    /// <inheritdoc/>
    public IEnumerable<CheckAction> Check(CheckedCart cart, IReadOnlyList<CheckerRuleSettings> rules)
    {
        // A gift of several rules is earned by the easiest.
        foreach (var rule in rules.GroupBy(rule => rule.Item!.ExternalId).Select(same => same.MinBy(rule => rule.AtLeast ?? 0)!))
        {
            var given = cart.Cart.Lines.Where(line => line.IsGift && line.Sku == rule.Item!.ExternalId).ToArray();
            if (cart.Goods >= (rule.AtLeast ?? 0))
            {
                if (given.Length == 0)
                {
                    yield return Give(cart, rule.Item!);
                }

                continue;
            }

            foreach (var line in given)
            {
                yield return CheckAction.Of(
                    rule.Severity != "INFO", line, CheckerTexts.GiftNotEarned(rule.Item!.Name, rule.AtLeast ?? 0));
            }
        }
    }

    /// <summary>The gift goes with the first line that can be delivered.</summary>
    private static CheckAction Give(CheckedCart cart, CheckerGiftSettings gift)
    {
        var with = cart.Lines.FirstOrDefault(line => line.Available && !line.Options.IsEmpty);
        return CheckAction.Gift(new(gift.Name, gift.ExternalId), with?.Chosen(cart.Cart)?.Id, with?.Options ?? []);
    }
}
