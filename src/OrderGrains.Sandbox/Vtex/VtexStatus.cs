namespace OrderGrains.Sandbox.Vtex;

/// <summary>The statuses of VTEX's seller flow that the stand-in uses (help.vtex.com, Order flow and status).</summary>
internal static class VtexStatus
{
    public const string AwaitsFulfillment = "waiting-ffmt-authorization";
    public const string AwaitsSeller = "waiting-for-manual-authorization";
    public const string Ready = "ready-for-handling";
    public const string Handling = "handling";
    public const string Invoiced = "invoiced";
    public const string CancellationRequested = "cancellation-requested";
    public const string Canceled = "canceled";
}
