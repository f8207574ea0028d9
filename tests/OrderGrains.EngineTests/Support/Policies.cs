namespace OrderGrains.EngineTests.Support;

/// <summary>One policy for every tenant, which a test may change.</summary>
public sealed class Policies : IOrderPolicies
{
    public OrderPolicy Policy { get; set; } = new() { HasVtex = true, HasBonifiQ = true };

    public OrderPolicy For(string tenant) => Policy;
}
