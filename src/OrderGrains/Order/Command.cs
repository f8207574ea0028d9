using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace OrderGrains;

/// <summary>What a webhook, a vendor's answer, an operator or the clock asks of an order.</summary>
[JsonDerivedType(typeof(EditCart), "editCart")]
[JsonDerivedType(typeof(RecordCheck), "recordCheck")]
[JsonDerivedType(typeof(AskProvisioning), "askProvisioning")]
[JsonDerivedType(typeof(ReportOpaboxStatus), "reportOpaboxStatus")]
[JsonDerivedType(typeof(ReportChatStatus), "reportChatStatus")]
[JsonDerivedType(typeof(ReportVtexResult), "reportVtexResult")]
[JsonDerivedType(typeof(ReportVtexProgress), "reportVtexProgress")]
[JsonDerivedType(typeof(ReportVtexState), "reportVtexState")]
[JsonDerivedType(typeof(ReportVtexInvoice), "reportVtexInvoice")]
[JsonDerivedType(typeof(RecordAnswer), "recordAnswer")]
[JsonDerivedType(typeof(Wake), "wake")]
[JsonDerivedType(typeof(RetryRequest), "retryRequest")]
[JsonDerivedType(typeof(SkipRequest), "skipRequest")]
[JsonDerivedType(typeof(CancelByOperator), "cancelByOperator")]
[JsonDerivedType(typeof(MarkPaid), "markPaid")]
[JsonDerivedType(typeof(ReplaceOrder), "replaceOrder")]
[JsonDerivedType(typeof(LinkToChat), "linkToChat")]
[JsonDerivedType(typeof(ReportLinkedStatus), "reportLinkedStatus")]
[JsonDerivedType(typeof(ErasePersons), "erasePersons")]
[JsonDerivedType(typeof(RemoveOrder), "removeOrder")]
public abstract record Command;

/// <summary>OmniChat's OrderChecker: a cart edit. <paramref name="ItemsOnly"/> (<c>ITEM_UPDATE</c>) keeps everything but the lines.</summary>
public sealed record EditCart(OrderContent Content, bool ItemsOnly) : Command;

/// <summary>What a checker call was answered, recorded after the fact.</summary>
/// <param name="Errors">Actions of kind ERROR.</param>
/// <param name="Infos">Actions of kind INFO.</param>
/// <param name="Blocked">Whether the answer was 403.</param>
/// <param name="Elapsed">From the request to the answer.</param>
/// <param name="Note">What else to know, such as a catalog that did not answer.</param>
public sealed record RecordCheck(int Errors, int Infos, bool Blocked, TimeSpan Elapsed, string? Note) : Command
{
    /// <summary>What the salesperson read, errors first, cut to <see cref="Limits.MaxText"/>; null where there was nothing to read.</summary>
    public string? Said { get; init; }

    /// <summary>The delivery methods that were offered; null where none were.</summary>
    public OfferedMethods? Offered { get; init; }

    /// <summary>The discount that a rule answered, 0 where one took its own back; null where none spoke of it.</summary>
    public Discount? Discount { get; init; }
}

/// <summary>OmniChat's OrderProvisioning: place the cart.</summary>
/// <param name="Content">The whole order.</param>
/// <param name="Warnings">All that looks wrong in it.</param>
public sealed record AskProvisioning(OrderContent Content, ImmutableArray<string> Warnings) : Command
{
    /// <summary>The same as OmniChat's salesperson reads it, to act on.</summary>
    public string? Told { get; init; }
}

/// <summary>OPABOX's webhook, once per status.</summary>
/// <param name="Status">One of the codes that <see cref="StatusTable.FromOpabox"/> knows.</param>
/// <param name="Content">The whole order, which each webhook carries.</param>
/// <param name="Warnings">What looks wrong in it.</param>
public sealed record ReportOpaboxStatus(int Status, OrderContent Content, ImmutableArray<string> Warnings) : Command;

/// <summary>OmniChat's status notification, or its cancellation webhook.</summary>
/// <param name="Status">OmniChat's word.</param>
/// <param name="Responsible">Who changed it; our own name means an echo.</param>
/// <param name="Note">OmniChat's text about it.</param>
/// <param name="Content">The order, where the webhook carries its items.</param>
public sealed record ReportChatStatus(string Status, string? Responsible, string? Note, OrderContent? Content) : Command
{
    /// <summary>Whether it bears no time of its own, so that nobody can tell it from the same news a second time.</summary>
    public bool Undated { get; init; }
}

/// <summary>VTEX's processing result.</summary>
public sealed record ReportVtexResult(VtexResult Result) : Command;

/// <summary>How far VTEX says the order got, such as its cancellation hook.</summary>
public sealed record ReportVtexProgress(VtexProgress Progress, string? OrderId, string? Note) : Command
{
    /// <summary>The placement that it speaks of; null where nobody said, which is the current one.</summary>
    public int? Placement { get; init; }
}

/// <summary>VTEX's order hook: the order reached a state of VTEX's workflow.</summary>
/// <param name="State">VTEX's word; null where it gave none.</param>
/// <param name="OrderId">VTEX's order id.</param>
/// <param name="Placement">The placement that it speaks of.</param>
public sealed record ReportVtexState(string? State, string? OrderId, int? Placement) : Command;

/// <summary>VTEX's invoice and tracking hooks: an invoice, or more of one that is known.</summary>
/// <param name="Invoice">What was said of it.</param>
/// <param name="Placement">The placement that it speaks of.</param>
public sealed record ReportVtexInvoice(VtexInvoice Invoice, int? Placement) : Command;

/// <summary>How far an order got at VTEX after it was approved.</summary>
public enum VtexProgress
{
    /// <summary>Nothing told.</summary>
    None,

    /// <summary>The seller prepares it.</summary>
    Handling,

    /// <summary>Part of it is invoiced.</summary>
    PartiallyInvoiced,

    /// <summary>All of it is invoiced.</summary>
    Invoiced,

    /// <summary>The carrier handed it over.</summary>
    Delivered,

    /// <summary>Cancelled.</summary>
    Cancelled,
}

/// <summary>How a request's call ended.</summary>
/// <param name="RequestId">The request.</param>
/// <param name="Due">When the call was due: no other call of the request is due at that instant, so that it says which one is answered.</param>
/// <param name="Step">What the call did.</param>
/// <param name="Result">How it ended.</param>
/// <param name="Exchange">What crossed the wire, for the log.</param>
public sealed record RecordAnswer(string RequestId, DateTimeOffset Due, Step Step, DeliveryResult Result, Exchange? Exchange) : Command;

/// <summary>The clock: something of the order came due.</summary>
/// <param name="InDoubt">The clock by which the turn goes is doubtful: times are counted anew where they must be, and nothing ages.</param>
public sealed record Wake(bool InDoubt = false) : Command;

/// <summary>An operator sends a parked or waiting request now.</summary>
public sealed record RetryRequest(string RequestId, string Operator) : Command;

/// <summary>An operator gives a request up.</summary>
public sealed record SkipRequest(string RequestId, string Operator) : Command;

/// <summary>An operator cancels the order; or with <paramref name="Refunded"/> says of one that is over that its money went back.</summary>
public sealed record CancelByOperator(string Operator, string? Reason, bool Refunded = false) : Command;

/// <summary>An operator confirms a payment.</summary>
public sealed record MarkPaid(string Operator) : Command
{
    /// <summary>What the placement that is still to be made takes with it; null leaves it as it is.</summary>
    public Additions? Additions { get; init; }
}

/// <summary>An operator has a cancelled placement placed anew, under the next number.</summary>
public sealed record ReplaceOrder(string Operator) : Command
{
    /// <summary>What the placement takes with it; null leaves that as it was.</summary>
    public Additions? Additions { get; init; }
}

/// <summary>An operator says that an OPABOX order is a chat order: from then on it is a redirect to it.</summary>
/// <param name="Chat">The chat order, in text form.</param>
/// <param name="Operator">Who says so.</param>
public sealed record LinkToChat(string Chat, string Operator) : Command;

/// <summary>What a linked OPABOX order tells its chat order.</summary>
/// <param name="Status">OPABOX's code; 0 for the link alone.</param>
/// <param name="Opabox">The OPABOX order, in text form.</param>
/// <param name="Operator">Who linked them, where an operator just did.</param>
/// <param name="Paid">Whether OPABOX's order was ever paid; its status alone says that of the highest one only.</param>
public sealed record ReportLinkedStatus(int Status, string Opabox, string? Operator, bool Paid = false) : Command;

/// <summary>A person asked for the erasure of their data, and an operator has it done: what the order holds of persons goes, and all of it where nothing else wants it.</summary>
public sealed record ErasePersons(string Operator) : Command;

/// <summary>
/// Retention: the order is to go, with its log, where it is over for so long (<see cref="OrderPolicy.Retention"/>). The hub's own; nothing of it is
/// remembered or logged.
/// </summary>
public sealed record RemoveOrder : Command;
