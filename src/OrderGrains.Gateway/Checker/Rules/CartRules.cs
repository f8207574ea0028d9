using Microsoft.Extensions.DependencyInjection;

namespace OrderGrains.Gateway.Checker.Rules;

/// <summary>The rules of a tenant, applied to a cart.</summary>
internal sealed class CartRules(IEnumerable<ICartRule> kinds)
{
    private readonly ICartRule[] _kinds = [.. kinds];

    /// <summary>Registers every kind of rule, in the order in which their actions are answered.</summary>
    public static void Register(IServiceCollection services)
    {
        services.AddSingleton<ICartRule, MinimumOrderRule>();
        services.AddSingleton<ICartRule, MaximumQuantityRule>();
        services.AddSingleton<ICartRule, CustomerDocumentRule>();
        services.AddSingleton<ICartRule, DiscountRule>();
        services.AddSingleton<ICartRule, GiftRule>();
        services.AddSingleton<ICartRule, MessageRule>();
        services.AddSingleton<CartRules>();
    }

    /// <summary>What the tenant's rules have to say. Nothing of a cart without lines: a conversation starts with one.</summary>
    public IEnumerable<CheckAction> Check(CheckedCart cart, CheckerSettings settings) =>
        settings.Rules.Count == 0 || cart.Cart.Lines.IsEmpty
            ? []
            : from kind in _kinds
              let rules = settings.Rules.FindAll(rule => rule.Type == kind.Type)
              where rules.Count > 0
              from action in kind.Check(cart, rules)
              select action;
}
