using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrderGrains.Gateway.Operations;

/// <summary>JSON of the operations API: camelCase, nulls written, enums by name, letters as they are.</summary>
internal static class OrderJson
{
    /// <summary>The options.</summary>
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}

/// <summary>An order in a list.</summary>
internal sealed record OrderRow(
    string Id,
    OrderStatus Status,
    int Version,
    string? Attention,
    bool Parked,
    string? VtexOrderId,
    string? Number,
    string? Shop,
    IReadOnlyList<string> Invoices,
    DateTime ChangedAt,
    DateTime? NextDue,
    IReadOnlyList<OwedRow> Owed)
{
    /// <summary>The row of a head.</summary>
    public static OrderRow Of(RecordHead head) => new(
        head.Id,
        head.Status,
        head.Version,
        head.MostPressing(),
        head.Parked,
        head.VtexOrderId,
        head.Number,
        head.Store,
        head.Invoices ?? [],
        head.ChangedAt.UtcDateTime,
        head.NextDue?.UtcDateTime,
        [.. (head.Owed ?? []).Select(OwedRow.Of)]);
}

/// <summary>A call that an order of a list owes, or that stopped.</summary>
/// <param name="Id">Of the request.</param>
/// <param name="Target">Where it goes.</param>
/// <param name="Operation">What it does there.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Since">Since when it is owed.</param>
/// <param name="Error">Code of its last failure; null where it has not failed.</param>
/// <param name="Message">What that failure said, without what differs from order to order.</param>
internal sealed record OwedRow(string Id, string Target, Operation Operation, RequestState State, DateTime Since, string? Error, string? Message)
{
    /// <summary>The row of a head.</summary>
    public static OwedRow Of(OwedHead head) =>
        new(head.Request, head.Target, head.Operation, head.State, head.Since.UtcDateTime, head.Code, head.Shape);
}
