namespace OrderGrains.Sandbox.Vtex;

/// <summary>VTEX's result codes (developers.vtex.com, New Order Integration, Response Codes), with a sentence for each.</summary>
internal static class VtexCodes
{
    public const string Integrated = "SOI001";
    public const string Approved = "SOI002";
    public const string Enqueued = "SOI003";
    public const string UnknownError = "EOI000";
    public const string UnmappedError = "EOI001";
    public const string NoSla = "EOI002";
    public const string PriceDivergence = "EOI003";
    public const string InvalidCart = "EOI004";
    public const string Invalid = "EOI005";
    public const string Unstable = "EOI006";
    public const string Duplicate = "EOI007";
    public const string NotIntegrated = "EOI008";
    public const string NotApprovable = "EOI009";
    public const string AwaitsSeller = "EOI011";

    public static bool IsSuccess(string code) => code.StartsWith('S');

    public static string Message(string code) => code switch
    {
        Integrated => "Order integrated successfully",
        Approved => "Order approved successfully",
        Enqueued => "Order successfully enqueued",
        UnmappedError => "Unmapped error",
        NoSla => "SLA not available",
        PriceDivergence => "Price divergence",
        InvalidCart => "Invalid cart",
        Invalid => "Validation error",
        Unstable => "VTEX unexpected error",
        Duplicate => "Duplicated order",
        NotIntegrated => "The order is not integrated yet",
        NotApprovable => "The order is past approving",
        AwaitsSeller => "The order waits for the seller's authorization",
        _ => "Unknown error",
    };
}
