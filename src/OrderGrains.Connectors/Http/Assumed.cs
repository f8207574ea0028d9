using System.Net;
using System.Text.Json;

namespace OrderGrains.Connectors;

/// <summary>
/// What targets would answer to the calls of an order that is only observed, where all goes well, each in its own form: so its life goes on as it would,
/// by the same rules (docs/decisions/0034-assumed-answers.md).
/// </summary>
internal static class Assumed
{
    private static readonly AssumedAnswer Unknown = new(HttpStatusCode.NotFound, ReadOnlyMemory<byte>.Empty);

    /// <summary>VTEX's result of a placement or an approval: it takes both at once.</summary>
    public static AssumedAnswer? Result(Delivery delivery, VtexSettings vtex, int placement, bool approved) => !delivery.State.Observed ? null : Json(new()
    {
        ["accountName"] = vtex.Account,
        ["success"] = true,
        ["code"] = approved ? "SOI002" : "SOI001",
        ["flow"] = delivery.Request.Operation.ToString(),
        ["marketplaceOrderId"] = VtexOrderIds.MarketplaceOrderId(delivery.Order, placement),
        ["fields"] = new Dictionary<string, object> { ["mainOrderId"] = VtexOrderIds.Guesses(vtex.AffiliateId, delivery.Order, placement)[0] },
    });

    /// <summary>VTEX's order as a read would show it: cancelled where that was asked, and unknown where it was never placed.</summary>
    public static AssumedAnswer? Read(Delivery delivery, string id) => delivery.State switch
    {
        { Observed: false } => null,
        { Vtex.Integrated: false } => Unknown,
        var state => Json(new()
        {
            ["orderId"] = id,
            ["status"] = delivery.Request is { Operation: Operation.CancelOrder, Attempts: > 0 } ? "canceled"
                : state.Vtex.Approved ? "payment-approved"
                : "payment-pending",
        }),
    };

    /// <summary>VTEX took note of a cancellation.</summary>
    public static AssumedAnswer? Cancellation(Delivery delivery, string id) => !delivery.State.Observed ? null : Json(new()
    {
        ["orderId"] = id, ["receipt"] = $"observed-{delivery.Request.Id}", ["date"] = delivery.Now.ToString("O"),
    });

    /// <summary>BonifiQ took an order.</summary>
    public static AssumedAnswer? Envelope(OrderState state) => !state.Observed ? null : Json(new() { ["HasError"] = false, ["Severity"] = 0 });

    /// <summary>OmniChat took what it was told: it answers nothing.</summary>
    public static AssumedAnswer? Nothing(OrderState state) => state.Observed ? new(HttpStatusCode.OK, ReadOnlyMemory<byte>.Empty) : null;

    private static AssumedAnswer Json(Dictionary<string, object> body) => new(HttpStatusCode.OK, JsonSerializer.SerializeToUtf8Bytes(body));
}
