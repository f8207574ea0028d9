namespace OrderGrains;

/// <summary>OmniChat's own word.</summary>
public sealed record ChatStatusSeen(string Status, string? Responsible, string? Note) : ChatFact
{
    /// <summary>Heard in an earlier epoch it is old: OmniChat's status is what it was told since.</summary>
    internal override bool IsNewsOnce => true;
}

/// <summary>A refused cart was provisioned again.</summary>
public sealed record PlacementAskedAgain : ChatFact;

/// <summary>The hub withheld a cart that looks wrong (setting <c>OnInvalid</c>).</summary>
/// <param name="Why">All that looks wrong, for the timeline.</param>
/// <param name="Told">The same as OmniChat's salesperson reads it.</param>
public sealed record PlacementWithheld(string Why, string? Told = null) : ChatFact
{
    internal override bool IsJudgedAgain => true;
}

/// <summary>OmniChat asked to place an order that has ended: it is told so, since a salesperson waits.</summary>
public sealed record ProvisionedAfterEnd : ChatFact;

/// <summary>OmniChat took a status of ours, or a provision.</summary>
public sealed record ChatTold(string RequestId, string Status) : ChatFact, IMovesRequest;

/// <summary>OmniChat: what it asks and reports of an order, and what it is told of it, each once and only forward.</summary>
internal static class Chat
{
    private static readonly string?[] Ladder =
        [null, "ORDER_GATEWAY_PROVISIONED", "PACKAGED", "PARTIALLY_SHIPPED", "SHIPPED", "DELIVERED", "CANCELLED"];

    public static IEnumerable<Fact> Decide(OrderState state, AskProvisioning ask, OrderPolicy policy)
    {
        var facts = new List<Fact>();
        if (state.Vtex.Refused && state.Status <= OrderStatus.Provisioning)
        {
            facts.Add(new PlacementAskedAgain());
        }

        facts.AddRange(Statuses.Report(state, OrderStatus.Provisioning, "OmniChat provisioning", Checkout.Told(state, ask.Content, policy)));
        if (facts.Count == 0)
        {
            return facts;
        }

        var late = facts[0] is StatusCameLate;
        if (late && HasEnded(state))
        {
            facts.Add(new ProvisionedAfterEnd());
        }
        else if (!Contents.CanBePlaced(ask.Content) && (state.Vtex.Refused || !Placement.MayStand(state)))
        {
            facts.Add(new PlacementWithheld(ask.Warnings.Length > 0 ? string.Join("; ", ask.Warnings) : "The order has no item that can be placed", ask.Told));
        }
        else if (!late && ask.Warnings.Length > 0)
        {
            facts.Add(policy.RefuseInvalid ? new PlacementWithheld(string.Join("; ", ask.Warnings), ask.Told) : new Warned(ask.Warnings));
        }

        return facts;
    }

    public static IEnumerable<Fact> Decide(OrderState state, ReportChatStatus report, OrderPolicy policy)
    {
        if (IsEcho(state, report, policy))
        {
            yield break;
        }

        if (report.Status != state.OmniChat.Status)
        {
            yield return new ChatStatusSeen(report.Status, report.Responsible, report.Note);
        }

        foreach (var fact in Payments.Seen(state, report.Status))
        {
            yield return fact;
        }

        if (StatusTable.FromOmniChat(report.Status) is { } status)
        {
            foreach (var fact in Statuses.Report(state, status, $"OmniChat {report.Status}", Checkout.Told(state, report.Content, policy)))
            {
                yield return fact;
            }
        }
    }

    public static OrderState Evolve(OrderState state, ChatFact fact) => fact switch
    {
        ChatStatusSeen seen => state with { OmniChat = Seen(state.OmniChat, seen.Status) },
        PlacementAskedAgain => AskedAgain(state),
        ProvisionedAfterEnd => state with { OmniChat = state.OmniChat with { AskedAfterEnd = true, OwesEnd = true } },
        PlacementWithheld withheld => Placement.Refused(state, "INVALID", withheld.Why, withheld.Told),
        ChatTold told => Requests.Answered(state, told.RequestId, true) with
        {
            OmniChat = state.Find(told.RequestId)?.Operation == Operation.ChangeStatus
                ? state.OmniChat with { Told = told.Status, Status = told.Status }
                : state.OmniChat,
        },
        _ => throw Order.Unknown(fact),
    };

    public static IEnumerable<Fact> React(OrderId id, OrderState state, OrderPolicy policy, DateTimeOffset now)
    {
        if (id.Channel != Channel.OmniChat || !policy.HasOmniChat || Attentions.IsUnmatched(state))
        {
            yield break;
        }

        var open = state.Requests.LastOrDefault(request =>
            request.Operation is Operation.ChangeStatus or Operation.Provision && (request.IsOpen() || request.State == RequestState.Parked));
        if (state.OmniChat is { CancelledByChat: true, OwesEnd: false })
        {
            if (open is not null && !state.OmniChat.AskedAfterEnd)
            {
                yield return new RequestSuperseded(open.Id, "OmniChat cancelled the order itself");
            }

            yield break;
        }

        var (operation, argument) = state.OmniChat.OwesEnd ? Refusal(policy) : Next(state, policy);
        if (argument is null)
        {
            yield break;
        }

        if (open is not null)
        {
            yield return new RequestSuperseded(open.Id, $"{argument} overtakes it");
        }

        yield return new RequestQueued(Requests.New(id, state, Target.OmniChat, operation, now, argument));
    }

    public static StoryLine? Tell(OrderState state, ChatFact fact) => fact switch
    {
        ChatStatusSeen seen when StatusTable.FromOmniChat(seen.Status) is null =>
            new($"OmniChat {seen.Status}", Direction.In, LineStatus.Success, $"Told by {PersonalData.Initials(seen.Responsible) ?? "OmniChat"}"),
        ChatStatusSeen { Status: "OVER_PAID" } => new("OmniChat OVER_PAID", Direction.In, LineStatus.Warning, "Paid beyond the total"),
        PlacementAskedAgain => new("OmniChat provisioning", Direction.In, LineStatus.Success, "Asked again after the refusal"),
        ProvisionedAfterEnd => new("OmniChat provisioning", Direction.In, LineStatus.Warning, "Asks to place an order that has ended: it is told so"),
        PlacementWithheld withheld => new("Placement", Direction.Internal, LineStatus.Refused, $"Withheld: {withheld.Why}"),
        ChatTold told => Requests.Line(state, told.RequestId, LineStatus.Success, $"OmniChat was told {told.Status}"),
        ChatStatusSeen => null,
        _ => throw Order.Unknown(fact),
    };

    /// <summary>A status or a provision is queued: it is perhaps told from now on.</summary>
    public static OrderState Queued(OrderState state, string? argument) => state with
    {
        OmniChat = state.OmniChat.OwesEnd
            ? state.OmniChat with { OwesEnd = false }
            : state.OmniChat with { Queued = argument, RefusalTold = state.Vtex.Refused },
    };

    /// <summary>
    /// What OmniChat hears of the next placement. Where it was told, or is about to be, that the last was refused or had ended, the order is cancelled there,
    /// and everything is told once more.
    /// </summary>
    public static ChatState HearsAnew(ChatState chat) =>
        chat.RefusalTold || chat.AskedAfterEnd ? chat with { RefusalTold = false, AskedAfterEnd = false, Told = null, Queued = null } : chat;

    /// <summary>How far what was told got; 0 for nothing.</summary>
    public static int Rung(string? told) => told == "200" ? 1 : Math.Max(0, Array.IndexOf(Ladder, told));

    /// <summary>What OmniChat should hear next; nothing where it has heard, or is about to hear, as much.</summary>
    private static (Operation Operation, string? Argument) Next(OrderState state, OrderPolicy policy)
    {
        if (state.Vtex.Refused && state.Status < OrderStatus.RejectedByCustomer)
        {
            // Nothing was sent of an order that the hub withheld (INVALID): there is nothing to park, and only the chat can mend it.
            var tells = state.Vtex.RefusalCode == "INVALID" || (policy.TellChatOfRefusals && VtexCodes.IsPlacementRefused(state.Vtex.RefusalCode));
            return tells && !state.OmniChat.RefusalTold ? Refusal(policy) : default;
        }

        var wanted = state.Vtex.Progress switch
        {
            _ when state.Status == OrderStatus.Cancelled => state.ContentRank >= OrderStatus.Provisioning ? "CANCELLED" : null,
            VtexProgress.Delivered => "DELIVERED",
            VtexProgress.Invoiced => "SHIPPED",
            VtexProgress.PartiallyInvoiced => "PARTIALLY_SHIPPED",
            VtexProgress.Handling => "PACKAGED",
            VtexProgress.None or VtexProgress.Cancelled when !state.Vtex.Integrated => null,
            VtexProgress.None or VtexProgress.Cancelled => policy.OwnCheckout ? "200" : "ORDER_GATEWAY_PROVISIONED",
            _ => throw Order.Unknown(state.Vtex.Progress),
        };
        return Rung(wanted) > Rung(state.OmniChat.Queued)
            ? (wanted == "200" ? Operation.Provision : Operation.ChangeStatus, wanted)
            : default;
    }

    /// <summary>How OmniChat is told that an order is not placed: CANCELLED is the only status of its own that says no.</summary>
    private static (Operation Operation, string? Argument) Refusal(OrderPolicy policy) =>
        policy.OwnCheckout ? (Operation.Provision, "400") : (Operation.ChangeStatus, "CANCELLED");

    /// <summary>Whether nothing of the order can be placed any more.</summary>
    private static bool HasEnded(OrderState state) =>
        state.Status >= OrderStatus.RejectedByCustomer || state is { Status: OrderStatus.PaymentRejected, GraceOver: true };

    /// <summary>
    /// Our own status change, told back to us: recognised by its responsible and by what we told. OmniChat's cancellation of an order that we
    /// said is refused is one too, whoever bears it: the corrected cart is to be placed.
    /// </summary>
    private static bool IsEcho(OrderState state, ReportChatStatus report, OrderPolicy policy) =>
        (report.Responsible == policy.Responsible
            && (state.OmniChat.Told == report.Status
                || state.Requests.Any(request => request.Operation == Operation.ChangeStatus && request.Argument == report.Status)))
        || (report.Status == "CANCELLED" && state.Vtex.Refused && state.OmniChat.RefusalTold && state.Status < OrderStatus.PayOnDelivery);

    private static ChatState Seen(ChatState chat, string status) => chat with
    {
        Status = status,
        CancelledByChat = chat.CancelledByChat || status is "CANCELLED" or "REVERTED",
    };

    private static OrderState AskedAgain(OrderState state)
    {
        var place = state.Latest(Operation.PlaceOrder);
        var asked = state with
        {
            Vtex = state.Vtex with { Refused = false, RefusalCode = null, RefusalMessage = null, SentAsApproved = null, PlacedContentVersion = 0 },
            OmniChat = state.OmniChat with { RefusalTold = false, Told = null, Queued = null, CheckoutPlacement = 0 },
        };
        return place is null ? asked : asked.With(place.Id, request => request with { State = RequestState.Superseded, DueAt = null });
    }
}
