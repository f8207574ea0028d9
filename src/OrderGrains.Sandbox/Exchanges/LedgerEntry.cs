using System.Text.Json;
using System.Text.Json.Serialization;

namespace OrderGrains.Sandbox.Exchanges;

/// <summary>One request that a vendor received. Bodies are kept as they came, personal data included: the sandbox is for made-up orders.</summary>
/// <param name="Sequence">Counts from 1 in the order in which the vendors took the requests; never reused before a reset.</param>
/// <param name="At">When the request arrived, UTC.</param>
/// <param name="Target">One of <see cref="SandboxTargets"/>.</param>
/// <param name="Operation">One of the target's operations.</param>
/// <param name="Key">The order: VTEX's marketplaceOrderId (or the order id as asked, while unknown), OmniChat's order id, BonifiQ's OriginalId.</param>
/// <param name="Body">The body; a text where it was no JSON, null where there was none.</param>
/// <param name="Status">The HTTP status answered; null where the connection was aborted instead.</param>
/// <param name="Fault">What a fault switch did to it, null where none did.</param>
public sealed record LedgerEntry(
    long Sequence, DateTimeOffset At, string Target, string Operation, string? Key, JsonElement? Body, int? Status, string? Fault)
{
    [JsonIgnore]
    internal int Size { get; init; }

    /// <summary>Whether this is about the order, said as a vendor or the hub says it: with or without VTEX's affiliate prefix and suffix.</summary>
    public bool IsAbout(string order) =>
        Key is not null
        && (Key == order || Key.EndsWith($"-{order}", StringComparison.Ordinal) || Key.EndsWith($"-{order}-01", StringComparison.Ordinal));
}
