using System.Collections.Immutable;

namespace OrderGrains;

/// <content>What facts change.</content>
public static partial class Order
{
    /// <summary>The state after a fact.</summary>
    /// <param name="state">Before it.</param>
    /// <param name="fact">What happened.</param>
    /// <param name="policy">For graces and waits.</param>
    /// <param name="now">When.</param>
    public static OrderState Evolve(OrderState state, Fact fact, OrderPolicy policy, DateTimeOffset now) => fact switch
    {
        CartEdited edited => WithContent(state, Encoded.Of(edited.Cart), OrderStatus.Draft) with
        {
            Status = OrderStatus.Draft,
            StatusAt = now,
            DraftClosed = false,
        },
        DraftExpired => state with { Content = state.Content is { } cart ? WithoutPersons(cart) : null, DraftClosed = true },
        ContentTaken taken => WithContent(state, taken.Content, taken.Rank),
        StatusReached reached => Reached(state, reached, policy, now),
        ClockDoubted doubted => Doubted(state, doubted, policy, now),
        ClockCaughtUp => CaughtUp(state, policy, now),
        StatusCameLate late => state with
        {
            DeliveredAfterCancel = state.DeliveredAfterCancel || (late.Status == OrderStatus.Delivered && !state.DeliveryStands),
        },
        DeliveryDecided decided => state with { DeliveredAfterCancel = false, DeliveryStands = decided.Stands },
        Linked linked => state with { Opabox = state.Opabox with { Link = linked.Order } },
        OpaboxStatusSeen seen => state with { Opabox = state.Opabox with { Status = seen.Status } },
        ChatStatusSeen seen => state with { OmniChat = ChatSeen(state.OmniChat, seen.Status) },
        PlacementAskedAgain => AskedAgain(state),
        PlacementWithheld withheld => Refused(state, "INVALID", withheld.Why, withheld.Told),
        GraceRanOut => state with { GraceOver = true },
        Replaced replaced => state with
        {
            Placement = replaced.Placement,
            Vtex = new(),
            OmniChat = HearsAnew(state.OmniChat),
            GraceOver = false,
            GraceEndsAt = null,
        },
        LoyaltyLeftOut leftOut => state with { BonifiQ = state.BonifiQ with { LeftOut = leftOut.Why } },
        CheckAnswered { Check: var check } => state with { OmniChat = Checked(state.OmniChat, check) },
        CheckoutCompared compared => state with
        {
            OmniChat = state.OmniChat with
            {
                CheckoutPlacement = compared.Placement,
                CheckoutDigest = compared.Digest ?? state.OmniChat.CheckoutDigest,
            },
        },
        CartEditedTooLate or Warned or CommandRefused or OperatorNoted or VtexResultIgnored or VtexStateTold => state,
        VtexIntegrated or VtexApproved or VtexEnqueued or VtexAwaitsSeller or VtexSaidNo or VtexProgressed or VtexInvoiced =>
            EvolveVtex(state, fact),
        _ => EvolveRequest(state, fact, policy, now),
    };

    private static OrderState WithContent(OrderState state, Encoded<OrderContent> content, OrderStatus rank) => state with
    {
        StoredContent = content,
        ContentRank = rank,
        ContentVersion = state.ContentVersion + 1,
    };

    private static OrderState Reached(OrderState state, StatusReached reached, OrderPolicy policy, DateTimeOffset now) => state with
    {
        Requests = reached.Status >= OrderStatus.RejectedByCustomer ? AskedAnew(state) : state.Requests,
        Status = reached.Status,
        StatusSource = reached.Source,
        StatusAt = now,
        GraceEndsAt = reached.Status == OrderStatus.PaymentRejected ? now + policy.PaymentRejectedGrace : null,
    };

    /// <summary>A cancellation that was given up when the order was to go on is over: what the order reached since asks for one of its own.</summary>
    private static ImmutableArray<OwedRequest> AskedAnew(OrderState state) =>
        state.Latest(Operation.CancelOrder) is { State: RequestState.Skipped } cancel
            ? state.With(cancel.Id, request => request with { State = RequestState.Superseded }).Requests
            : state.Requests;

    private static ChatState ChatSeen(ChatState chat, string status) => chat with
    {
        Status = status,
        CancelledByChat = chat.CancelledByChat || status is "CANCELLED" or "REVERTED",
        PaymentProblem = status switch
        {
            "PARTIAL_PAID" or "OVER_PAID" or "ERROR" => status,
            "PAID" or "CANCELLED" or "REVERTED" => null,
            _ => chat.PaymentProblem,
        },
    };

    private static ChatState Checked(ChatState chat, RecordCheck check) => chat with
    {
        PickupMethods = check.Offered is { } offered ? ChosenPickup.Learn(chat.PickupMethods, offered) : chat.PickupMethods,
        RuleDiscount = check.Discount is { } discount ? (discount.Value > 0 ? discount : null) : chat.RuleDiscount,
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

    private static OrderState Refused(OrderState state, string code, string? message, string? told = null) => state with
    {
        Epoch = state.Epoch + 1,
        Vtex = state.Vtex with { PlacedContentVersion = 0, SentAsApproved = null, Refused = true, RefusalCode = code, RefusalMessage = message, RefusalTold = told },
    };

    /// <summary>A cart without its customer, address and salesperson, and without fields that nobody knows, which may name them.</summary>
    private static OrderContent WithoutPersons(OrderContent cart) => cart with
    {
        Customer = new(),
        Address = null,
        Sale = cart.Sale with { SalesPerson = null, SalesPersonId = null },
        Unknown = null,
    };

    /// <summary>Not where a newer placement has overtaken it: how that one went out is not what an earlier answer says.</summary>
    private static bool IsNewest(OrderState state, string placementId) =>
        state.Latest(Operation.PlaceOrder) is not { } newest || newest.Id == placementId;

    private static OrderState EvolveVtex(OrderState state, Fact fact)
    {
        var vtex = state.Vtex;
        switch (fact)
        {
            case VtexEnqueued { RequestId: var id, Answer: var answer, SendsAgain: var again } when state.Find(id)?.Operation == Operation.PlaceOrder && IsNewest(state, id):
                return state with
                {
                    Vtex = vtex with
                    {
                        SentAsApproved = again ? null : answer.SentAsApproved,
                        PlacedContentVersion = answer.ContentVersion,
                        LastCode = vtex.Integrated || vtex.Refused ? vtex.LastCode : "SOI003",
                    },
                };
            case VtexIntegrated integrated:
                return state with
                {
                    Vtex = vtex with
                    {
                        Integrated = true,
                        Refused = false,
                        RefusalCode = null,
                        RefusalMessage = null,
                        OrderId = integrated.OrderId ?? vtex.OrderId,
                        FranchiseOrderId = integrated.FranchiseOrderId ?? vtex.FranchiseOrderId,
                        PlacedContentVersion = vtex.PlacedContentVersion > 0 ? vtex.PlacedContentVersion : PlacedVersion(state),
                        LastCode = vtex.Approved ? vtex.LastCode : "SOI001",
                    },
                };
            case VtexApproved:
                return state with { Vtex = vtex with { Approved = true, AwaitingSeller = false, LastCode = "SOI002" } };
            case VtexAwaitsSeller:
                return state with { Vtex = vtex with { AwaitingSeller = true, LastCode = "EOI011" } };
            case VtexSaidNo no:
                return Parked(SaidNo(state, no), no.RequestId, no.Code, no.Message ?? no.Code, no.Notified);
            case VtexProgressed progressed:
                return state with
                {
                    Vtex = vtex with
                    {
                        Progress = progressed.Progress,
                        OrderId = vtex.OrderId ?? progressed.OrderId,
                        CancelledByVtex = vtex.CancelledByVtex
                            || (progressed.Progress == VtexProgress.Cancelled
                                && state.Latest(Operation.CancelOrder) is null or { State: RequestState.Skipped }),
                    },
                };
            case VtexInvoiced { Invoice: var invoice }:
                return state with { Vtex = vtex with { Invoices = Invoices.With(vtex.InvoicesOrNone(), invoice) } };
            default:
                return state;
        }
    }

    /// <summary>
    /// Version of the content that VTEX has, where no answer said it: that of the first placement where one was there before the newest.
    /// </summary>
    private static int PlacedVersion(OrderState state) => state.Latest(Operation.PlaceOrder) switch
    {
        null => 0,
        { AlreadyThere: true, Resends: > 0 } => state.Requests.First(request =>
            request.Operation == Operation.PlaceOrder && request.Placement == state.Placement).ContentVersion,
        { } place => place.ContentVersion,
    };

    private static OrderState SaidNo(OrderState state, VtexSaidNo no)
    {
        var after = state.Find(no.RequestId)?.Operation == Operation.PlaceOrder ? Refused(state, no.Code, no.Message) : state;
        return after with { Vtex = after.Vtex with { LastCode = no.Code } };
    }
}
