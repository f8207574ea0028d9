namespace OrderGrains.Gateway.Checker.Rules;

/// <summary>
/// One kind of rule that a retailer may set. docs/checker.md, "A new rule", says what a new kind needs beside its class.
/// </summary>
public interface ICartRule
{
    /// <summary>The <c>Type</c> in the settings.</summary>
    string Type { get; }

    /// <summary>What it has to say of a cart; nothing where all is well.</summary>
    /// <param name="cart">The cart; it has lines.</param>
    /// <param name="rules">The tenant's rules of this type, in their order; one at least. Their bounds were checked at start.</param>
    IEnumerable<CheckAction> Check(CheckedCart cart, IReadOnlyList<CheckerRuleSettings> rules);
}
