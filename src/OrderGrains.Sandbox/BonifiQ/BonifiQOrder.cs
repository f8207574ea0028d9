using System.Text.Json;
using OrderGrains.Sandbox.Exchanges;

namespace OrderGrains.Sandbox.BonifiQ;

/// <summary>A sent order, read without judging it.</summary>
internal sealed record BonifiQOrder(
    string? OriginalId, string? Customer, decimal? OrderTotal, decimal? ProductsTotal, bool IsCompleted, bool IsCancelled,
    BonifiQDate Placed, BonifiQDate Completed, BonifiQDate Cancelled)
{
    public BonifiQState State => IsCancelled ? BonifiQState.Cancelled : IsCompleted ? BonifiQState.Completed : BonifiQState.Pending;

    public static BonifiQOrder Read(JsonElement body)
    {
        var products = body.Field("Products").Elements();
        return new BonifiQOrder(
            body.Text("OriginalId"),
            body.Field("Customer").Text("OriginalId"),
            body.Field("OrderTotal").Decimal(),
            products.Count == 0 ? null : products.Sum(product => Capped(product.Field("ProductPrice").Decimal() ?? 0)),
            body.Field("IsCompleted").IsTrue(),
            body.Field("IsCancelledOrReturned").IsTrue(),
            BonifiQDate.Read(body.Field("OrderPlacementDate")),
            BonifiQDate.Read(body.Field("OrderCompletedDate")),
            BonifiQDate.Read(body.Field("OrderCancelledDate")));
    }

    // A sum of many must not overflow.
    private static decimal Capped(decimal price) => Math.Clamp(price, -1_000_000_000m, 1_000_000_000m);
}

/// <summary>A date as sent: missing, unusable (no date, or not UTC), or a moment.</summary>
internal readonly record struct BonifiQDate(bool IsMissing, DateTimeOffset? At)
{
    public static BonifiQDate Read(JsonElement json) => new(
        json.IsMissing(),
        json.ValueKind == JsonValueKind.String && json.GetString() is { } text
            && (text.EndsWith('Z') || text.EndsWith("+00:00", StringComparison.Ordinal)) && json.TryGetDateTimeOffset(out var at) ? at : null);
}
