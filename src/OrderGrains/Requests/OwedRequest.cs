namespace OrderGrains;

/// <summary>The systems that the hub calls, per tenant.</summary>
public static class Target
{
    /// <summary>VTEX: place, approve, cancel, read.</summary>
    public const string Vtex = "vtex";

    /// <summary>VTEX's simulation; apart, so that a slow checker never stops placing.</summary>
    public const string VtexSimulation = "vtex-simulation";

    /// <summary>OmniChat.</summary>
    public const string OmniChat = "omnichat";

    /// <summary>BonifiQ.</summary>
    public const string BonifiQ = "bonifiq";

    /// <summary>Another order of this hub: where a linked OPABOX order hands its facts on. No system outside.</summary>
    public const string Order = "order";

    /// <summary>The kind of a target: the target, but for an account that <see cref="VtexAccounts"/> tells apart.</summary>
    public static string KindOf(string target) => target.IndexOf('.', StringComparison.Ordinal) is >= 0 and var dot ? target[..dot] : target;

    /// <summary>Whether a target is VTEX, at whichever account.</summary>
    public static bool IsVtex(string target) => KindOf(target) == Vtex;

    /// <summary>All kinds.</summary>
    public static readonly IReadOnlyList<string> All = [Vtex, VtexSimulation, OmniChat, BonifiQ, Order];
}

/// <summary>What a request does at its target.</summary>
public enum Operation
{
    /// <summary>VTEX: New Order Integration.</summary>
    PlaceOrder,

    /// <summary>VTEX: status <c>approved</c>.</summary>
    ApproveOrder,

    /// <summary>VTEX: cancel.</summary>
    CancelOrder,

    /// <summary>OmniChat: <c>statusChange</c>; the argument is the status.</summary>
    ChangeStatus,

    /// <summary>OmniChat: <c>provisions</c> of an own checkout; the argument is the code, 200 or 400.</summary>
    Provision,

    /// <summary>BonifiQ: the order as it stands; the argument is <see cref="LoyaltyStanding"/>.</summary>
    SendOrder,

    /// <summary>The chat order of a link: OPABOX's status; the argument is its code, 0 for the link alone.</summary>
    ForwardStatus,

    /// <summary>OmniChat: <c>updateCheckoutData</c>, see <see cref="CheckoutChange"/>; the argument names the parts that differ.</summary>
    UpdateCheckoutData,
}

/// <summary>Where a request stands. <c>InFlight</c>, which the API also shows, is known to its lane alone.</summary>
public enum RequestState
{
    /// <summary>To be sent when due.</summary>
    Waiting,

    /// <summary>Not before another request of the order is done.</summary>
    Held,

    /// <summary>Sent; the target will tell how it went, and is read where it does not.</summary>
    AwaitingResult,

    /// <summary>Done.</summary>
    Done,

    /// <summary>Stopped; a person decides.</summary>
    Parked,

    /// <summary>No longer needed.</summary>
    Superseded,

    /// <summary>An operator decided against it.</summary>
    Skipped,
}

/// <summary>What the next call of a request does.</summary>
public enum Step
{
    /// <summary>Sends it.</summary>
    Send,

    /// <summary>Asks the target how things stand, since a repeat might do it twice.</summary>
    Read,
}

/// <summary>
/// One outbound call that an order owes: an intention, not a body. It is rendered from the order and the settings at each
/// send; its id stays through every attempt.
/// </summary>
public sealed record OwedRequest
{
    /// <summary>Derived from order, epoch and operation; 16 characters.</summary>
    public string Id { get => field ?? ""; init; }

    /// <summary>One of <see cref="OrderGrains.Target"/>, perhaps with an account (<see cref="VtexAccounts"/>).</summary>
    public string Target { get => field ?? ""; init; }

    /// <summary>What it does.</summary>
    public Operation Operation { get; init; }

    /// <summary>What the operation is about, see <see cref="OrderGrains.Operation"/>.</summary>
    public string? Argument { get; init; }

    /// <summary>Which placement of the order it belongs to, from 1.</summary>
    public int Placement { get; init; }

    /// <summary>Where it stands.</summary>
    public RequestState State { get; init; }

    /// <summary>What its next call does.</summary>
    public Step Step { get; init; }

    /// <summary>Calls answered so far; calls held back by a pause or an open breaker are none.</summary>
    public int Attempts { get; init; }

    /// <summary>
    /// How often a placement goes out once more though a send before may have reached VTEX; 0 where VTEX can have had one at most, and for
    /// other operations. A refusal of one that went out again may speak of an earlier send.
    /// </summary>
    public int Resends { get; init; }

    /// <summary>Failures of a kind that is tried three times only: EOI000, EOI001, EOI008 to a placement, and a success outside a target's contract (docs/delivery.md).</summary>
    public int UnexplainedFailures { get; init; }

    /// <summary>Whether the target said that the order is already there (EOI007): it is read, never sent again.</summary>
    public bool AlreadyThere { get; init; }

    /// <summary>Whether an operator sent it on though it came too late (<c>PlaceWithin</c>).</summary>
    public bool LateAllowed { get; init; }

    /// <summary>When it was first owed.</summary>
    public DateTimeOffset QueuedAt { get; init; }

    /// <summary>
    /// When its next call is due; null where none is. Lanes claim a call under this instant, and answers name it: no two calls of a request one after another
    /// have the same one.
    /// </summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>
    /// When the result of a placement was due that an operator had read before or gave up, or that came too late to be made (<c>PlaceWithin</c>):
    /// until then VTEX's 404 is too early to believe. Null otherwise.
    /// </summary>
    public DateTimeOffset? ResultDueAt { get; init; }

    /// <summary>Sum of the waits between attempts so far: what counts towards the horizon.</summary>
    public TimeSpan Waited { get; init; }

    /// <summary>Version of the content when it was queued.</summary>
    public int ContentVersion { get; init; }

    /// <summary>Since when it asked for a person, where one sent it on; null where nobody had to, and once it is done.</summary>
    public DateTimeOffset? StuckSince { get; init; }

    /// <summary>Code of the last failure, such as EOI002 or HTTP 503.</summary>
    public string? LastCode { get; init; }

    /// <summary>What the last failure said; no personal data.</summary>
    public string? LastError { get; init; }

    /// <summary>Whether it is still to be done by us or by its target.</summary>
    public bool IsOpen() => State is RequestState.Waiting or RequestState.Held or RequestState.AwaitingResult;

    /// <summary>Whether a call is due at a time.</summary>
    public bool IsDue(DateTimeOffset now) => State is RequestState.Waiting or RequestState.AwaitingResult && DueAt <= now;

    /// <summary>Whether its next call is the one that is due at an instant: neither answered nor put off nor ended since.</summary>
    public bool IsCalledAt(DateTimeOffset due) => State is RequestState.Waiting or RequestState.AwaitingResult && DueAt == due;

    /// <summary>
    /// What its next call must do: VTEX is read first where the call was perhaps sent before. BonifiQ's and OmniChat's calls overwrite what stands there
    /// and are sent again.
    /// </summary>
    /// <param name="perhapsSent">Whether an earlier epoch of its lane claimed the call, under the same due time, and did not settle it.</param>
    public Step StepOf(bool perhapsSent) =>
        State == RequestState.AwaitingResult || (perhapsSent && OrderGrains.Target.IsVtex(Target)) ? Step.Read : Step;
}
