namespace OrderGrains.Sandbox.Vtex;

/// <summary>The contract of every answer and notification of the order integration, in the order of its page's samples.</summary>
internal sealed record VtexResult(
    string? MarketplaceOrderId,
    string? AccountName,
    string Code,
    string Flow,
    bool Success,
    string? OperationId,
    IReadOnlyList<VtexError>? Errors,
    VtexResultFields? Fields,
    string Message)
{
    public const string PlaceFlow = "PlaceOrder";
    public const string ApproveFlow = "ApproveOrder";

    /// <summary>The answer to a request that was taken: it does not say which order.</summary>
    public static VtexResult Enqueued(string account, string flow) =>
        new(null, account, VtexCodes.Enqueued, flow, true, null, null, null, VtexCodes.Message(VtexCodes.Enqueued));

    /// <summary>The answer to a body that VTEX cannot use.</summary>
    public static VtexResult Invalid(string account, string flow, string? marketplaceOrderId, string reason) =>
        new(marketplaceOrderId, account, VtexCodes.Invalid, flow, false, null,
            [new VtexError("Order Integration", VtexCodes.Invalid, reason)], null, VtexCodes.Message(VtexCodes.Invalid));

    /// <summary>What became of it, told later.</summary>
    public static VtexResult Of(VtexOrder order, string code, string flow, string operationId)
    {
        var success = VtexCodes.IsSuccess(code);
        var message = VtexCodes.Message(code);
        return new VtexResult(
            order.MarketplaceOrderId, order.Account, code, flow, success, operationId,
            success ? null : [new VtexError(flow == PlaceFlow ? "Checkout" : "Order Integration", ErrorCode(code), message)],
            success ? new VtexResultFields(order.OrderId, order.FranchiseOrderId) : null,
            message);
    }

    /// <summary>FMT005 and FMT007 are the two that VTEX's pages name.</summary>
    private static string ErrorCode(string code) => code switch
    {
        VtexCodes.NoSla => "FMT005",
        VtexCodes.PriceDivergence => "FMT007",
        _ => code,
    };
}

/// <summary>One reason of a failure; <c>Source</c> is Fulfillment, Checkout or Order Integration.</summary>
internal sealed record VtexError(string Source, string Code, string Description);

/// <summary>VTEX's ids of the order.</summary>
internal sealed record VtexResultFields(string? MainOrderId, string? FranchiseOrderId);
