namespace OrderGrains.Sandbox.BonifiQ;

/// <summary>What BonifiQ requires of an order: the flags and dates of its support page "Envio de Pedido via API", with the codes of developers.bonifiq.com.br (11 to 15;
/// 7 to 9 are blank, default and not above zero).</summary>
internal static class BonifiQRules
{
    public const int Blank = 7;
    public const int NoDate = 8;
    public const int NotAboveZero = 9;
    public const int CompletedDate = 11;
    public const int CompletedTooEarly = 12;
    public const int CompletedAndCancelled = 13;
    public const int CancelledDate = 14;
    public const int CancelledTooEarly = 15;

    /// <summary>The first rule broken, null for none.</summary>
    public static BonifiQRefusal? Refusal(BonifiQOrder order) =>
        string.IsNullOrWhiteSpace(order.OriginalId) ? new(Blank, "OriginalId is required")
        : string.IsNullOrWhiteSpace(order.Customer) ? new(Blank, "Customer.OriginalId is required")
        : order.OrderTotal is not > 0 ? new(NotAboveZero, "OrderTotal must be above zero")
        : order.Placed.At is not { } placed ? new(NoDate, "OrderPlacementDate must be a UTC date")
        : order.IsCompleted && order.IsCancelled ? new(CompletedAndCancelled, "A completed order cannot be cancelled or returned")
        : order.IsCompleted == order.Completed.IsMissing
            ? new(CompletedDate, "OrderCompletedDate goes with IsCompleted, and only with it")
        : order.IsCancelled == order.Cancelled.IsMissing
            ? new(CancelledDate, "OrderCancelledDate goes with IsCancelledOrReturned, and only with it")
        : order.IsCompleted && order.Completed.At is null ? new(NoDate, "OrderCompletedDate must be a UTC date")
        : order.IsCompleted && order.Completed.At <= placed ? new(CompletedTooEarly, "OrderCompletedDate must be after OrderPlacementDate")
        : order.IsCancelled ? Cancellation(order.Cancelled, placed)
        : null;

    /// <summary>The rule that a cancellation's date breaks, null for none.</summary>
    public static BonifiQRefusal? Cancellation(BonifiQDate date, DateTimeOffset placed) =>
        date.IsMissing ? new(CancelledDate, "OrderCancelledDate is required")
        : date.At is null ? new(NoDate, "OrderCancelledDate must be a UTC date")
        : date.At < placed ? new(CancelledTooEarly, "OrderCancelledDate is before OrderPlacementDate")
        : null;
}
