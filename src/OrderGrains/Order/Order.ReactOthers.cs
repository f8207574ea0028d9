namespace OrderGrains;

/// <content>What an order owes OmniChat and BonifiQ.</content>
public static partial class Order
{
    private static readonly string?[] ChatLadder =
        [null, "ORDER_GATEWAY_PROVISIONED", "PACKAGED", "PARTIALLY_SHIPPED", "SHIPPED", "DELIVERED", "CANCELLED"];

    private static IEnumerable<Fact> ReactChat(OrderId id, OrderState state, OrderPolicy policy, DateTimeOffset now)
    {
        if (id.Channel != Channel.OmniChat || !policy.HasOmniChat || IsUnmatched(state))
        {
            yield break;
        }

        var open = state.Requests.LastOrDefault(request =>
            request.Operation is Operation.ChangeStatus or Operation.Provision && (request.IsOpen() || request.State == RequestState.Parked));
        if (state.OmniChat.CancelledByChat)
        {
            if (open is not null)
            {
                yield return new RequestSuperseded(open.Id, "OmniChat cancelled the order itself");
            }

            yield break;
        }

        var (operation, argument) = ChatWants(state, policy);
        if (argument is null)
        {
            yield break;
        }

        if (open is not null)
        {
            yield return new RequestSuperseded(open.Id, $"{argument} overtakes it");
        }

        yield return new RequestQueued(NewRequest(id, state, Target.OmniChat, operation, now, argument));
    }

    /// <summary>What OmniChat should hear next; nothing where it has heard, or is about to hear, as much.</summary>
    private static (Operation Operation, string? Argument) ChatWants(OrderState state, OrderPolicy policy)
    {
        if (state.Vtex.Refused && state.Status < OrderStatus.RejectedByCustomer)
        {
            // Nothing was sent of an order that the hub withheld (INVALID): there is nothing to park, and only the chat can mend it.
            var tells = state.Vtex.RefusalCode == "INVALID" || (policy.TellChatOfRefusals && state.Vtex.RefusalCode is "EOI002" or "EOI004");
            var tell = tells && !state.OmniChat.RefusalTold;
            return !tell ? default : policy.OwnCheckout ? (Operation.Provision, "400") : (Operation.ChangeStatus, "CANCELLED");
        }

        var wanted = state switch
        {
            { Status: OrderStatus.Cancelled } => state.ContentRank >= OrderStatus.Provisioning ? "CANCELLED" : null,
            { Vtex.Progress: VtexProgress.Delivered } => "DELIVERED",
            { Vtex.Progress: VtexProgress.Invoiced } => "SHIPPED",
            { Vtex.Progress: VtexProgress.PartiallyInvoiced } => "PARTIALLY_SHIPPED",
            { Vtex.Progress: VtexProgress.Handling } => "PACKAGED",
            { Vtex.Integrated: true } => policy.OwnCheckout ? "200" : "ORDER_GATEWAY_PROVISIONED",
            _ => null,
        };
        return Rung(wanted) > Rung(state.OmniChat.Queued)
            ? (wanted == "200" ? Operation.Provision : Operation.ChangeStatus, wanted)
            : default;
    }

    private static int Rung(string? told) => told == "200" ? 1 : Math.Max(0, Array.IndexOf(ChatLadder, told));

    private static IEnumerable<Fact> ReactLoyalty(OrderId id, OrderState state, OrderPolicy policy, DateTimeOffset now)
    {
        if (!policy.HasBonifiQ || state.Content is not { Lines.Length: > 0 } content)
        {
            yield break;
        }

        var wanted = LoyaltyWanted(id, state, policy);
        var corrected = wanted is LoyaltyStanding.Pending && state.BonifiQ.ContentVersion < state.ContentVersion;
        if (wanted == LoyaltyStanding.None || (wanted == state.BonifiQ.Queued && !corrected))
        {
            yield break;
        }

        // What BonifiQ has is taken back, whatever the order says by now.
        if (wanted != LoyaltyStanding.Cancelled && WhyLeftOut(content, policy) is { } why)
        {
            if (state.BonifiQ.LeftOut != why)
            {
                yield return new LoyaltyLeftOut(why);
            }

            yield break;
        }

        foreach (var earlier in state.Requests.Where(request =>
            request.Operation == Operation.SendOrder && (request.IsOpen() || request.State == RequestState.Parked)))
        {
            yield return new RequestSuperseded(earlier.Id, $"{wanted} overtakes it");
        }

        yield return new RequestQueued(NewRequest(id, state, Target.BonifiQ, Operation.SendOrder, now, wanted.ToString()));
    }

    private static LoyaltyStanding LoyaltyWanted(OrderId id, OrderState state, OrderPolicy policy)
    {
        var known = state.BonifiQ.Queued != LoyaltyStanding.None;
        return state.Status switch
        {
            _ when IsRedirect(id, state) => known ? LoyaltyStanding.Cancelled : LoyaltyStanding.None,
            _ when state.DeliveryStands => LoyaltyStanding.Completed,
            >= OrderStatus.RejectedByCustomer => known ? LoyaltyStanding.Cancelled : LoyaltyStanding.None,
            OrderStatus.PaymentRejected => known && state.GraceOver ? LoyaltyStanding.Cancelled : LoyaltyStanding.None,
            _ when state.GraceOver && CancelledByUs(state) => LoyaltyStanding.None,
            OrderStatus.Delivered => LoyaltyStanding.Completed,
            >= OrderStatus.Placed => policy.SendPending ? LoyaltyStanding.Pending : LoyaltyStanding.None,
            _ => LoyaltyStanding.None,
        };
    }

    /// <summary>Why BonifiQ is not told: it could give nobody any points.</summary>
    private static string? WhyLeftOut(OrderContent content, OrderPolicy policy)
    {
        var hasKey = policy.LoyaltyByEmail
            ? !string.IsNullOrWhiteSpace(content.Customer.Email)
            : Documents.Plain(content.Customer.Document) is not null;
        return !hasKey ? $"the customer has no {(policy.LoyaltyByEmail ? "e-mail" : "document")}"
            : Amounts.GoodsPaid(content) <= 0 ? "nothing was paid for the goods"
            : null;
    }
}
