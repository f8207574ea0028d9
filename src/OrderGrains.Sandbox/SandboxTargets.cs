namespace OrderGrains.Sandbox;

/// <summary>The systems that the sandbox stands in for, by the names that the hub uses for its targets, and what each can do.</summary>
public static class SandboxTargets
{
    public const string Vtex = "vtex";
    public const string VtexSimulation = "vtex-simulation";
    public const string OmniChat = "omnichat";
    public const string BonifiQ = "bonifiq";

    /// <summary>The operations of each target, as the ledger and the faults name them.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Operations { get; } =
        new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
        {
            [Vtex] = ["PlaceOrder", "ApproveOrder", "GetOrder", "CancelOrder", "Advance"],
            [VtexSimulation] = ["Simulate"],
            [OmniChat] = ["StatusChange", "Provisions", "UpdateCheckoutData"],
            [BonifiQ] = ["SendOrder", "CancelOrder", "GetOrder"],
        };
}
