using Microsoft.Extensions.DependencyInjection;
using OrderGrains;
using OrderGrains.Gateway.Checker;
using OrderGrains.Gateway.Checker.Rules;
using OrderGrains.Testing;
using Xunit;

namespace Retailer.Tests;

/// <summary>What is sold in packs: the pieces of <c>Sku</c> are a multiple of <c>Value</c>.</summary>
internal sealed class PacksRule : ICartRule
{
    public string Type => "Packs";

    public IEnumerable<CheckAction> Check(CheckedCart cart, IReadOnlyList<CheckerRuleSettings> rules) =>
        from rule in rules
        from line in cart.Cart.Lines
        where line.Sku == rule.Sku && line.Quantity % rule.Value != 0
        select CheckAction.Of(error: true, line, $"{cart.NameOf(line)}: vendido em caixas de {rule.Value}.");
}

public sealed class PacksRuleTests
{
    [Fact]
    public async Task A_cart_that_breaks_a_pack_is_stopped()
    {
        await using var hub = await TestHub.StartAsync(options =>
        {
            options.Services.AddSingleton<ICartRule, PacksRule>();
            options.Tenant.Checker.Rules.Add(new() { Type = "Packs", Sku = "1001", Value = 6 });
        });

        var broken = await hub.OmniChatAsync("order-checker", Some.ChatCart(quantity: 5));
        var whole = await hub.OmniChatAsync("order-checker", Some.ChatCart(quantity: 12));

        Assert.Equal((403, "Suco: vendido em caixas de 6."), (broken.Status, (string?)broken.Body![0]!["message"]));
        Assert.Equal((200, "[]"), (whole.Status, whole.Body!.ToJsonString()));
    }
}
