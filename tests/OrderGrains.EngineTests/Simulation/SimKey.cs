using OrderGrains.Engine;

namespace OrderGrains.EngineTests.Simulation;

/// <summary>Names what can be active: an order or a lane.</summary>
internal readonly record struct SimKey(OrderId? Order, LaneName Lane)
{
    /// <summary>The place among the silos, the same in every run.</summary>
    public uint Hash
    {
        get
        {
            var hash = 2166136261;
            foreach (var character in ToString())
            {
                hash = (hash ^ character) * 16777619;
            }

            return hash ^ (hash >> 15);
        }
    }

    public static SimKey Of(OrderId order) => new(order, default);

    public static SimKey Of(LaneName lane) => new(null, lane);

    public override string ToString() => Order?.ToString() ?? $"lane {Lane}";
}
