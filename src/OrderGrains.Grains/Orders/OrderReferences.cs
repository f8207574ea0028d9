namespace OrderGrains.Grains;

/// <summary>References to orders' grains. The framework looks a grain's type up by reflection each time; here it is asked once.</summary>
internal sealed class OrderReferences(IGrainFactory grains)
{
    private Types? _types;

    /// <summary>The grain of an order.</summary>
    public IOrderGrain Of(OrderId order)
    {
        var key = order.ToString();
        if (_types is { } types)
        {
            return (IOrderGrain)grains.GetGrain(GrainId.Create(types.Grain, key), types.Interface);
        }

        var first = grains.GetGrain<IOrderGrain>(key);
        var reference = (GrainReference)first;
        _types = new(reference.GrainId.Type, reference.InterfaceType);
        return first;
    }

    private sealed record Types(GrainType Grain, GrainInterfaceType Interface);
}
