using System.Collections.Immutable;

namespace OrderGrains;

/// <summary>
/// The rule book of an order, pure: what a command means (<see cref="Decide"/>), what a fact changes (<see cref="Evolve"/>), and
/// what the order owes because of how it stands (<see cref="React"/>).
/// </summary>
public static partial class Order
{
    /// <summary>What a command means for an order as it stands. No facts: it was known already.</summary>
    public static ImmutableArray<Fact> Decide(OrderId id, OrderState state, Command command, OrderPolicy policy, DateTimeOffset now) =>
        [.. command switch
        {
            EditCart edit => DecideEdit(state, edit),
            RecordCheck check => [new CheckAnswered(check)],
            AskProvisioning ask => DecideProvisioning(state, ask, policy),
            ReportOpaboxStatus report => DecideOpabox(state, report),
            ReportChatStatus report => DecideChatStatus(state, report, policy),
            ReportVtexResult report => DecideResult(id, state, report.Result, null, policy, now),
            ReportVtexProgress report => DecideVtexHook(id, state, report, report.Placement, $"{report.Progress}"),
            ReportVtexState report => DecideVtexHook(id, state, report, report.Placement, report.State ?? "no state"),
            ReportVtexInvoice report => DecideVtexHook(id, state, report, report.Placement, $"invoice {report.Invoice.Number}"),
            RecordAnswer answer => DecideAnswer(id, state, answer, policy, now),
            Wake => DecideWake(state, policy, now),
            RetryRequest retry => DecideRetry(state, retry, now),
            SkipRequest skip => DecideSkip(state, skip),
            LinkToChat link => DecideLink(state, link),
            ReportLinkedStatus report => DecideLinkedStatus(state, report),
            CancelByOperator or MarkPaid or ReplaceOrder when IsRedirect(id, state) =>
                [new CommandRefused(command.GetType().Name, $"The order is linked: act on {state.Opabox.Link}.")],
            CancelByOperator cancel when IsDeliveryOpen(state) => [new DeliveryDecided(false, cancel.Operator)],
            MarkPaid paid when IsDeliveryOpen(state) => [new DeliveryDecided(true, paid.Operator)],
            CancelByOperator cancel => Reach(state, OrderStatus.Cancelled, cancel.Operator, "Cancel", cancel.Reason),
            MarkPaid paid => Reach(state, OrderStatus.Paid, paid.Operator, "Paid", null),
            ReplaceOrder replace => DecideReplace(state, replace),
            _ => throw new ArgumentOutOfRangeException(nameof(command), command.GetType().Name, "A command that the order does not know."),
        }];

    /// <summary>The cart after an edit: <c>ITEM_UPDATE</c> carries only the lines and keeps the rest.</summary>
    public static OrderContent Merge(OrderContent? cart, EditCart edit) =>
        edit.ItemsOnly && cart is not null ? cart with { Lines = edit.Content.Lines } : edit.Content;

    /// <summary>Whether two contents say the same; fields that nobody knows do not count.</summary>
    public static bool SameContent(OrderContent? left, OrderContent? right) =>
        left is null || right is null
            ? left is null && right is null
            : SameContent(Encoded.Of(left), Encoded.Of(right));

    /// <summary>The same of contents that may be stored, by their JSON.</summary>
    public static bool SameContent(Encoded<OrderContent> left, Encoded<OrderContent> right) => Known(left.Json).SequenceEqual(Known(right.Json));

    /// <summary>JSON up to the fields that nobody knows, which come last. No other property has their name, and in texts quotes are escaped.</summary>
    private static ReadOnlySpan<byte> Known(ReadOnlySpan<byte> content) =>
        content.IndexOf("\"unknown\":"u8) is var unknown and >= 0 ? content[..unknown].TrimEnd((byte)',') : content[..^1];

    private static IEnumerable<Fact> DecideEdit(OrderState state, EditCart edit)
    {
        var cart = ChosenPickup.Mark(Merge(state.Content, edit), state.OmniChat.PickupMethods);
        if (SameContent(cart, state.Content))
        {
            return [];
        }

        return state.Status <= OrderStatus.Draft ? [new CartEdited(cart)] : [new CartEditedTooLate()];
    }

    private static IEnumerable<Fact> DecideProvisioning(OrderState state, AskProvisioning ask, OrderPolicy policy)
    {
        var facts = new List<Fact>();
        if (state.Vtex.Refused && state.Status <= OrderStatus.Provisioning)
        {
            facts.Add(new PlacementAskedAgain());
        }

        facts.AddRange(Report(state, OrderStatus.Provisioning, "OmniChat provisioning", FromChat(state, ask.Content, policy)));
        if (facts.Count > 0 && facts[0] is not StatusCameLate && ask.Warnings.Length > 0)
        {
            facts.Add(policy.RefuseInvalid ? new PlacementWithheld(string.Join("; ", ask.Warnings), ask.Told) : new Warned(ask.Warnings));
        }

        return facts;
    }

    private static IEnumerable<Fact> DecideOpabox(OrderState state, ReportOpaboxStatus report)
    {
        var status = StatusTable.FromOpabox(report.Status)
            ?? throw new ArgumentOutOfRangeException(nameof(report), report.Status, "OPABOX has no such status.");
        var known = state.Opabox.Status is { } code ? StatusTable.FromOpabox(code) : null;
        if (report.Status != state.Opabox.Status && !(known > status))
        {
            yield return new OpaboxStatusSeen(report.Status);
        }

        foreach (var fact in Report(state, status, $"OPABOX status {report.Status}", report.Content))
        {
            yield return fact;
            if (fact is ContentTaken && report.Warnings.Length > 0)
            {
                yield return new Warned(report.Warnings);
            }
        }
    }

    private static IEnumerable<Fact> DecideChatStatus(OrderState state, ReportChatStatus report, OrderPolicy policy)
    {
        if (IsEcho(state, report, policy))
        {
            yield break;
        }

        if (report.Status != state.OmniChat.Status)
        {
            yield return new ChatStatusSeen(report.Status, report.Responsible, report.Note);
        }

        if (StatusTable.FromOmniChat(report.Status) is { } status)
        {
            foreach (var fact in Report(state, status, $"OmniChat {report.Status}", FromChat(state, report.Content, policy)))
            {
                yield return fact;
            }
        }
    }

    /// <summary>Our own status change, told back to us: recognised by its responsible and by what we told.</summary>
    private static bool IsEcho(OrderState state, ReportChatStatus report, OrderPolicy policy) =>
        report.Responsible == policy.Responsible
        && (state.OmniChat.Told == report.Status
            || state.Requests.Any(request => request.Operation == Operation.ChangeStatus && request.Argument == report.Status));

    /// <summary>A status and the content that came with it: each is taken where its rank is not below what is known.</summary>
    private static IEnumerable<Fact> Report(OrderState state, OrderStatus status, string source, OrderContent? content)
    {
        // OPABOX's webhooks all carry the order, so the highest status seen ranks the content even where it brought nothing new.
        var confirmed = state.Opabox is { Status: { } code, Link: null } ? StatusTable.FromOpabox(code) : null;
        var told = content is not null && status >= state.ContentRank && !(status < confirmed) ? Encoded.Of(content) : null;
        var newContent = told is not null && !(state.StoredContent is { } known && SameContent(told, known));
        if (status > state.Status)
        {
            yield return new StatusReached(status, source);
        }
        else if (status < state.Status)
        {
            yield return new StatusCameLate(status, source);
        }

        if (newContent)
        {
            yield return new ContentTaken(told!, status);
        }
    }

    /// <summary>An operator says what the order is. Where it is so already only a reason changes something: it is kept.</summary>
    private static IEnumerable<Fact> Reach(OrderState state, OrderStatus status, string by, string what, string? reason)
    {
        if (status < state.Status || (status == state.Status && reason is null))
        {
            yield return new CommandRefused($"{what} by {by}", $"The order is {state.Status} already.");
            yield break;
        }

        if (status > state.Status)
        {
            yield return new StatusReached(status, $"operator {by}");
        }

        if (reason is not null)
        {
            yield return new OperatorNoted($"{what} by {by}", PersonalData.Mask(reason));
        }
    }

    /// <summary>When a cart that nobody edits any more is closed; null for anything but a cart that is open.</summary>
    internal static DateTimeOffset? DraftEndsAt(OrderState state, OrderPolicy policy) =>
        state is { Status: OrderStatus.Draft, DraftClosed: false } ? Later(state.StatusAt, policy.DraftsExpireAfter) : null;

    /// <summary>A setting of ages has no upper bound: what lies beyond the calendar is its end.</summary>
    private static DateTimeOffset Later(DateTimeOffset at, TimeSpan by) =>
        by < DateTimeOffset.MaxValue - at ? at + by : DateTimeOffset.MaxValue;

    private static IEnumerable<Fact> DecideWake(OrderState state, OrderPolicy policy, DateTimeOffset now)
    {
        if (state is { Status: OrderStatus.PaymentRejected, GraceOver: false } && state.GraceEndsAt <= now)
        {
            yield return new GraceRanOut();
        }

        if (DraftEndsAt(state, policy) <= now)
        {
            yield return new DraftExpired();
        }

        if (PlaceDeadline(state, policy) <= now && state.Latest(Operation.PlaceOrder) is { State: RequestState.Waiting, LateAllowed: false } place)
        {
            yield return new RequestParked(place.Id, TooLate, "It could not be placed in time (PlaceWithin).");
        }
    }
}
