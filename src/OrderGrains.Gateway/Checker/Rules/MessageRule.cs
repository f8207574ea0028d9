namespace OrderGrains.Gateway.Checker.Rules;

/// <summary>Says <c>Text</c> on every cart that has lines.</summary>
internal sealed class MessageRule : ICartRule
{
    /// <inheritdoc/>
    public string Type => "Message";

    /// <inheritdoc/>
    public IEnumerable<CheckAction> Check(CheckedCart cart, IReadOnlyList<CheckerRuleSettings> rules) =>
        rules.Select(rule => CheckAction.Of(rule.Severity == "ERROR", rule.Text!));
}
