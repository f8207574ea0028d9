using System.Text.Json;
using OrderGrains.Gateway.Json;

namespace OrderGrains.Gateway.Webhooks;

/// <summary>Keeps an order's content well below <see cref="Limits.MaxRecordBytes"/>, whatever a body is made of.</summary>
internal static class ContentBound
{
    /// <summary>Most bytes that a content may take in a record, which may hold two of them: the latest, and the one that was placed.</summary>
    public const int MaxBytes = 144 * 1024;

    /// <summary>JSON escapes make at most six bytes of one.</summary>
    private const int Harmless = MaxBytes / 8;

    /// <summary>Notes a fault where the content is too large to keep.</summary>
    public static void Check(OrderContent content, Webhook webhook, Faults faults)
    {
        if (IsTooLarge(content, webhook))
        {
            faults.Add("$", $"The order is too large to be kept: more than {MaxBytes} bytes.");
        }
    }

    /// <summary>Whether the content is too large to keep.</summary>
    public static bool IsTooLarge(OrderContent content, Webhook webhook) =>
        webhook.Raw.Length > Harmless
        && JsonSerializer.SerializeToUtf8Bytes(content, RecordJson.Default.OrderContent).Length > MaxBytes;
}
