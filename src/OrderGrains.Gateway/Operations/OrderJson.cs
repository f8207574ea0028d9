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
    DateTime ChangedAt,
    DateTime? NextDue)
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
        head.ChangedAt.UtcDateTime,
        head.NextDue?.UtcDateTime);
}
