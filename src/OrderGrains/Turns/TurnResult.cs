using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace OrderGrains;

/// <summary>How a command ended. A refusal is a value, not an exception.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Outcome>))]
public enum Outcome
{
    /// <summary>It changed the order.</summary>
    Accepted,

    /// <summary>It was known already.</summary>
    Repeated,

    /// <summary>The order had left it behind.</summary>
    Stale,

    /// <summary>It cannot be; <see cref="Receipt.Reason"/> says why.</summary>
    Refused,
}

/// <summary>What the sender of a command gets back, after the write that it saw is durable.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Version">The record's version.</param>
/// <param name="Reason">Why it was refused.</param>
/// <param name="Cart">For a cart edit: the merged cart.</param>
public sealed record Receipt(Outcome Outcome, int Version, string? Reason = null, OrderContent? Cart = null)
{
    /// <summary>For a cart edit: the discount that a rule of the checker last answered; null where none stands.</summary>
    public Discount? RuleDiscount { get; init; }
}

/// <summary>What a turn makes of a record.</summary>
/// <param name="Record">The new record; after a removal that of an order of which nothing is known.</param>
/// <param name="Changed">Whether it has to be written; a repeat only counts up in memory.</param>
/// <param name="Log">Story lines and payloads to append to the log in the same transaction.</param>
/// <param name="Receipt">For the sender.</param>
public sealed record TurnResult(OrderRecord Record, bool Changed, ImmutableArray<LogEntry> Log, Receipt Receipt)
{
    /// <summary>Whether all that the log has of the order so far is to go; <see cref="Log"/> is the first of what it has then.</summary>
    public bool ClearsLog { get; init; }

    /// <summary>Whether what is stored of the order, its log included, is to be removed.</summary>
    public bool Removed { get; init; }
}
