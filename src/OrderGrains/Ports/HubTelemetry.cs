namespace OrderGrains;

/// <summary>What the hub's own measures are called.</summary>
public static class HubTelemetry
{
    /// <summary>Name of the one meter of all its parts.</summary>
    public const string Name = "OrderGrains";
}
