using System.Text.Json;

namespace OrderGrains.Sandbox.OmniChat;

/// <summary>Where one order stands at OmniChat.</summary>
/// <param name="OrderId">OmniChat's id of the order.</param>
/// <param name="Statuses">Every status set, in order and with repeats; the latest <see cref="Limit"/>.</param>
/// <param name="OrderGwId">The last id of the order in the commerce platform that the hub told.</param>
/// <param name="Provisions">The codes of the own-checkout provisionings told, in order; the latest <see cref="Limit"/>.</param>
/// <param name="CheckoutUrl">The last checkout address told.</param>
/// <param name="CheckoutUpdates">How often checkout data were updated.</param>
public sealed record OmniChatStanding(
    string OrderId, IReadOnlyList<string> Statuses, string? OrderGwId, IReadOnlyList<int> Provisions, string? CheckoutUrl, int CheckoutUpdates)
{
    /// <summary>Statuses and provisionings remembered of one order; beyond it the oldest is forgotten.</summary>
    public const int Limit = 100;

    /// <summary>The last checkout data told, as they came; null before the first.</summary>
    public JsonElement? Checkout { get; init; }
}
