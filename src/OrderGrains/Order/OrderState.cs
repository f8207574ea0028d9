using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace OrderGrains;

/// <summary>What an order knows. Changed by facts only.</summary>
public sealed record OrderState
{
    /// <summary>An order of which nothing is known.</summary>
    public static readonly OrderState Empty = new() { Status = OrderStatus.Unknown, ContentRank = OrderStatus.Unknown, Placement = 1 };

    /// <summary>Highest status reported.</summary>
    public OrderStatus Status { get; init; }

    /// <summary>Who reported it, such as <c>OPABOX status 7</c>.</summary>
    public string? StatusSource { get; init; }

    /// <summary>When it was reached.</summary>
    public DateTimeOffset StatusAt { get; init; }

    /// <summary>When the order was first heard of.</summary>
    public DateTimeOffset FirstSeenAt { get; init; }

    /// <summary>Whether it is only observed, since its tenant was when it began: what it owes is rendered and kept, and never sent.</summary>
    public bool Observed { get; init; }

    /// <summary>A time that the clock has shown and then was behind of, by more than minutes; null where it never was, or has shown it again.</summary>
    public DateTimeOffset? DoubtedTime { get; init; }

    /// <summary>Counts up at every send that is queued and every refused placement; request ids derive from it, and a message is a repeat only within the epoch in which it was taken.</summary>
    public int Epoch { get; init; }

    /// <summary>What was ordered; null until some sender said it.</summary>
    [JsonIgnore]
    public OrderContent? Content { get => StoredContent?.Value; init => StoredContent = value is null ? null : Encoded.Of(value); }

    /// <summary><see cref="Content"/> as it is stored: a part of the record beside the state.</summary>
    [JsonIgnore]
    public Encoded<OrderContent>? StoredContent { get; init; }

    /// <summary>Rank of the report that the content came with.</summary>
    public OrderStatus ContentRank { get; init; }

    /// <summary>Counts the changes of the content.</summary>
    public int ContentVersion { get; init; }

    /// <summary>Number of the placement at VTEX, from 1; <c>replace</c> takes the next.</summary>
    public int Placement { get; init; }

    /// <summary>What placements take with them besides what was ordered; null where nobody said any.</summary>
    public Additions? Additions { get; init; }

    /// <summary>Whether the cart was closed because nobody finished it; an edit or a provisioning opens it again.</summary>
    public bool DraftClosed { get; init; }

    /// <summary>When a rejected payment ends the order, unless something higher comes first.</summary>
    public DateTimeOffset? GraceEndsAt { get; init; }

    /// <summary>Whether that has happened.</summary>
    public bool GraceOver { get; init; }

    /// <summary>Whether somebody said delivered after the order was cancelled.</summary>
    public bool DeliveredAfterCancel { get; init; }

    /// <summary>Whether an operator decided that such a delivery stands, and with it the points.</summary>
    public bool DeliveryStands { get; init; }

    /// <summary>Whether what was known of persons was erased: none of it is taken in again.</summary>
    public bool PersonsErased { get; init; }

    /// <summary>What is known of the money.</summary>
    public PaymentStanding Payment { get; init; }

    /// <summary>Whether a message about less money came again that perhaps was no repeat.</summary>
    public PaymentDoubt PaymentDoubt { get; init; }

    /// <summary>Whether the money of an order that ended went back, or an operator said so.</summary>
    public bool Refunded { get; init; }

    /// <summary>How the order stands at VTEX.</summary>
    public VtexState Vtex { get => field ?? VtexState.None; init; }

    /// <summary>How it stands at OmniChat.</summary>
    public ChatState OmniChat { get => field ?? ChatState.None; init; }

    /// <summary>How it stands at OPABOX.</summary>
    public OpaboxState Opabox { get => field ?? OpaboxState.None; init; }

    /// <summary>How it stands at BonifiQ.</summary>
    public LoyaltyState BonifiQ { get => field ?? LoyaltyState.None; init; }

    /// <summary>Calls owed, and the last ones done; see <see cref="Limits.MaxRequests"/>.</summary>
    public ImmutableArray<OwedRequest> Requests { get => field.IsDefault ? [] : field; init; }

    /// <summary>Why the order needs a person, the most pressing first.</summary>
    public ImmutableArray<Attention> Attention { get => field.IsDefault ? [] : field; init; }

    /// <summary>When the clock next has something to say: a grace that ends, a draft that expires, a placement that comes too late.</summary>
    public DateTimeOffset? WakeAt { get; init; }

    /// <summary>A request by its id.</summary>
    public OwedRequest? Find(string requestId) => Requests.FirstOrDefault(request => request.Id == requestId);

    /// <summary>The newest request of an operation for the current placement that was not superseded.</summary>
    public OwedRequest? Latest(Operation operation) => Requests.LastOrDefault(request =>
        request.Operation == operation && request.Placement == Placement && request.State != RequestState.Superseded);

    /// <summary>Replaces a request by what a function makes of it.</summary>
    public OrderState With(string requestId, Func<OwedRequest, OwedRequest> change)
    {
        var index = Requests.ToList().FindIndex(request => request.Id == requestId);
        return index < 0 ? this : this with { Requests = Requests.SetItem(index, change(Requests[index])) };
    }
}

/// <summary>Bounds of one record.</summary>
public static class Limits
{
    /// <summary>Requests kept: the open and parked ones and the last that ended.</summary>
    public const int MaxRequests = 24;

    /// <summary>Message ids remembered.</summary>
    public const int MaxSeen = 64;

    /// <summary>Story lines kept in the record; the log has all.</summary>
    public const int MaxTimeline = 32;

    /// <summary>Characters of a sentence on the story, of a reason for attention, or of an error.</summary>
    public const int MaxText = 400;

    /// <summary>Bytes of a record.</summary>
    public const int MaxRecordBytes = 512 * 1024;

    /// <summary>A text with a mark at its end, so that another sentence may follow; of none, that no reason was given.</summary>
    public static string Sentence(string? text) => text?.TrimEnd() switch
    {
        null or "" => "No reason was given.",
        [.., '.' or '!' or '?' or '…'] ended => ended,
        { } open => $"{open}.",
    };

    /// <summary>Cuts a text to <see cref="MaxText"/>.</summary>
    public static string Clip(string text) => text.Length <= MaxText ? text : string.Concat(text.AsSpan(0, MaxText - 1), "…");
}
