using OrderGrains.Engine;

namespace OrderGrains.EngineTests.Simulation;

/// <summary>Looks at the promises: at every call, answer, commit and crash, and when a run has come to rest.</summary>
internal sealed class Inspection(World world)
{
    /// <summary>Nothing waits longer than a cart that nobody finishes, for thirty days; and some days.</summary>
    public static readonly TimeSpan LongestRest = TimeSpan.FromDays(40);

    private static readonly TimeSpan ClaimLife = new LaneLimits().ClaimLife;

    /// <summary>Beside a dead target everything else starts and is answered within this, in the simulation's own time.</summary>
    private static readonly TimeSpan Prompt = TimeSpan.FromSeconds(1);

    private readonly HashSet<OrderId> _mended = []; // Orders whose times were counted anew.

    private readonly HashSet<string> _perhapsSent = []; // Requests that were sent, or read.

    private static readonly string[] Ladder = ["ORDER_GATEWAY_PROVISIONED", "PACKAGED", "PARTIALLY_SHIPPED", "SHIPPED", "DELIVERED", "CANCELLED"];

    /// <summary>A call starts.</summary>
    public void Called(Delivery delivery, SimLane lane)
    {
        var late = delivery.Now - delivery.Request.DueAt!.Value;
        if (world.Plan.OneDead && !world.IsCalm && delivery.Request.Target != world.Plan.Dead && late > Prompt)
        {
            world.Broken(Promise.NothingWaitsForTheDead, $"{delivery.Request.Target} was called {late} late for {delivery.Order}; {world.Plan.Dead} is dead.");
        }

        var row = world.Database.Lane(lane.Key.Lane);
        var start = lane.Starts[^1];
        if (start + 1 < row.Starts.Count && TimeSpan.FromTicks(world.Loop.Now - row.Starts[start + 1]) is var since && since > ClaimLife)
        {
            world.Broken(Promise.NobodySendsUnderAnOldEpoch, $"{lane.Key} calls for {delivery.Order} {since} after another began on {lane.Silo.Name}.");
        }

        if (_perhapsSent.Add(delivery.Request.Id) && delivery.Step == Step.Read)
        {
            ReadUnsent(delivery, lane.Starts.Exists(one => row.Handed[one].Contains(new(delivery.Order, delivery.Request.DueAt!.Value))));
        }
    }

    /// <summary>
    /// Only what an earlier epoch claimed and did not settle is read before it is sent. So is what was to be stopped, or what a person had sent on, while
    /// nobody knew whether its call was under way, and what a wrong clock had put off.
    /// </summary>
    private void ReadUnsent(Delivery delivery, bool claimed)
    {
        var request = delivery.Request;
        var byLane = request is { Step: Step.Send, State: not RequestState.AwaitingResult };
        var byTurn = request.Operation != Operation.PlaceOrder || delivery.State is { GraceOver: true } or { Status: >= OrderStatus.RejectedByCustomer } || world.IsTouched(request.Id)
            || _mended.Contains(delivery.Order);
        world.Counts.Reads += byLane ? 1 : 0;
        if (byLane ? !claimed : !byTurn)
        {
            world.Broken(Promise.ReadOnlyWhatMayBeSent, $"{request.Operation} of {delivery.Order} is read first, though nobody has sent it or said so.");
        }
    }

    /// <summary>A call had its effect.</summary>
    public void Taken(Delivery delivery)
    {
        var wrong = delivery.Request.Target switch
        {
            Target.Vtex => AtVtex(delivery),
            Target.BonifiQ => AtBonifiQ(delivery),
            _ => AtOmniChat(delivery),
        };
        if (wrong is not null)
        {
            world.Broken(Promise.OneEffectPerRequest, $"{delivery.Order} {wrong}.");
        }
    }

    /// <summary>A sender has its answer.</summary>
    public void Answered(SimFact fact, Receipt receipt, TimeSpan after)
    {
        fact.MayBeEcho |= fact.Answered is null && fact.IsChatCancellation && IsToldCancelled(fact.Order);
        fact.Answered = Math.Max(fact.Answered ?? 0, receipt.Version);
        fact.Accepted += receipt.Outcome == Outcome.Accepted ? 1 : 0;
        if (fact is { Accepted: > 1, MayBeNewsAgain: false, Message.Id: not null })
        {
            world.Broken(Promise.OneEffectPerMessage, $"{fact.Name} of {fact.Order} was accepted twice.");
        }

        if (world.Plan.OneDead && after > Prompt)
        {
            world.Broken(Promise.NothingWaitsForTheDead, $"{fact.Name} of {fact.Order} was answered after {after}.");
        }
    }

    /// <summary>A commit.</summary>
    public void Committed(OrderRecord before, OrderRecord after)
    {
        if (after.State.DoubtedTime is not null)
        {
            _mended.Add(after.Id);
        }

        if (after.State.Status < before.State.Status)
        {
            world.Broken(Promise.StatusOnlyRises, $"{after.Id} goes from {before.State.Status} to {after.State.Status}.");
        }
    }

    /// <summary>What was answered is on the disk, and the index says what the records say.</summary>
    public void Kept(IReadOnlyList<SimFact> facts)
    {
        if (facts.FirstOrDefault(fact => fact.Answered is not null && !IsKept(fact)) is { } lost)
        {
            world.Broken(Promise.Durable, $"{lost.Name} of {lost.Order} was answered with version {lost.Answered}, and is gone.");
        }

        foreach (var (name, lane) in world.Database.Lanes)
        {
            var owed = world.Database.Orders.Values.SelectMany(row => LaneDue.Of(row.Record)
                .Where(due => due.Lane.ToString() == name).Select(due => (due.Due, row.Key)));
            if (!lane.Due.SetEquals(owed))
            {
                world.Broken(Promise.IndexIsRight, $"The index of {name} differs from the records.");
            }
        }
    }

    /// <summary>A record with a request that stopped. A refusal that the salesperson was told asks for nobody else while nobody paid, and lists as parked.</summary>
    public void Parked(OrderRecord record)
    {
        var isToldOf = record.State is { OmniChat.RefusalTold: true, Payment: PaymentStanding.None };
        if (!RecordHead.Of(record).Parked || (record.State.Attention.IsEmpty && !isToldOf))
        {
            world.Broken(Promise.ParkedIsVisible, $"{record.Id} has a parked request and asks for nobody.");
        }
    }

    /// <summary>All is quiet.</summary>
    public void End(IReadOnlyList<SimFact> facts)
    {
        Kept(facts);
        foreach (var (id, said, invoiced) in world.Plan.Orders)
        {
            if (said.FirstOrDefault(fact => fact is { Answered: null, IsNeedless: false }) is { } unanswered)
            {
                world.Broken(Promise.ComesToRest, $"{unanswered.Name} of {id} is never answered.");
            }
            else if (world.Database.Orders.GetValueOrDefault(id)?.Record is { } record)
            {
                End(record, said);
                EndsAlike(record, [.. said.Where(fact => !fact.IsNeedless)], invoiced);
            }
        }
    }

    /// <summary>
    /// A cancellation of OmniChat's that crosses the hub's word of a refusal may have been taken for that word's echo (docs/checker.md, "A cart that is finished"): the
    /// order then ends as if it had not been said.
    /// </summary>
    private void EndsAlike(OrderRecord record, IReadOnlyList<SimFact> said, bool invoiced)
    {
        var (end, should) = (Ending.Of(record, world.Vendors), Reference.Of(world.Plan, record.Id, said, invoiced));
        if (end != should && end != Reference.Of(world.Plan, record.Id, [.. said.Where(fact => !fact.MayBeEcho)], invoiced))
        {
            world.Broken(Promise.SameEnd, $"{record.Id} ends as {end}, and should as {should}.");
        }
    }

    private void End(OrderRecord record, IReadOnlyList<SimFact> said)
    {
        world.Counts.Replaced += record.State.Placement - 1;
        var earlier = Enumerable.Range(1, record.State.Placement - 1).Select(placement => VtexOrderIds.MarketplaceOrderId(record.Id, placement));
        if (earlier.FirstOrDefault(name => world.Vendors.Vtex.Orders.GetValueOrDefault(name) is { Cancelled: false }) is { } twice)
        {
            world.Broken(Promise.OnePlacementStands, $"{twice} stands at VTEX beside the placement that replaced it.");
        }

        if (record.State.Requests.FirstOrDefault(request => request.IsOpen() || request.State == RequestState.Parked) is { } left)
        {
            world.Broken(Promise.Delivered, $"{record.Id} still owes {left.Target} {left.Operation} {left.Argument}: {left.State} {left.LastCode}.");
        }

        var called = world.Vendors.Called.GetValueOrDefault(record.Id) ?? [];
        if (called.FirstOrDefault(id => record.State.Find(id) is null) is { } unknown && record.State.Requests.Length < Limits.MaxRequests)
        {
            world.Broken(Promise.SameRequestId, $"{record.Id} knows no request {unknown}, which was called.");
        }

        var once = said.Where(fact => fact.Message.Id is not null && !fact.MayBeNewsAgain).Select(fact => fact.Message.Id).ToHashSet();
        var told = new HashSet<(string?, string, LineStatus)>();
        foreach (var entry in world.Database.Log[record.Id])
        {
            if (entry.Line is { Operation: not "Clock" } line && once.Contains(line.OperationId) && !told.Add((line.OperationId, line.Operation, line.Status)))
            {
                world.Broken(Promise.OneEffectPerMessage, $"{line.Operation} of {record.Id} is on its story twice.");
            }
        }

        Replayed(record);
    }

    private void Replayed(OrderRecord record)
    {
        try
        {
            var replayed = Replay.Run(OrderRecord.New(record.Id), world.Database.Log[record.Id], _ => world.Plan.Policy with { CustomerHashKey = SimStore.Key });
            if (!RecordCodec.Write(replayed with { Repeats = record.Repeats }).AsSpan().SequenceEqual(world.Database.Orders[record.Id].Bytes.Span))
            {
                world.Broken(Promise.ReplayIsTheRecord, $"The turns in the log of {record.Id} make another record than the one that is stored.");
            }
        }
        catch (InvalidOperationException exception)
        {
            world.Broken(Promise.ReplayIsTheRecord, exception.Message);
        }
    }

    private bool IsToldCancelled(OrderId id) =>
        world.Database.Orders[id].Record.State.Requests.Any(request => request is { Operation: Operation.ChangeStatus, Argument: "CANCELLED" });

    private bool IsKept(SimFact fact) =>
        (world.Database.Orders.GetValueOrDefault(fact.Order)?.Record.Version ?? 0) >= fact.Answered
        && (fact.Accepted == 0 || fact.Message.Payload.IsEmpty || world.Database.Log[fact.Order].Any(entry =>
            entry.PayloadKind == "received" && entry.Body.Span.SequenceEqual(fact.Message.Payload.Span)));

    private string? AtVtex(Delivery delivery)
    {
        var there = world.Vendors.Vtex.Orders.GetValueOrDefault(VtexOrderIds.MarketplaceOrderId(delivery.Order, delivery.Request.Placement));
        return there?.Repeats > 0 ? "was placed again without a read"
            : there?.Again > 0 && !world.Plan.ShowsLate ? $"has {delivery.Request.Operation} again, of what was so already"
            : null;
    }

    /// <summary>Cancelled is not the end for an order that goes on after its grace.</summary>
    private string? AtBonifiQ(Delivery delivery) =>
        world.Vendors.BonifiQ[delivery.Order] is [.., var before, var now] && now < before && !(world.Plan.GraceEndsEarly && before == LoyaltyStanding.Cancelled)
            ? $"goes back at BonifiQ to {now}"
            : null;

    /// <summary>
    /// What OmniChat is told only rises; a call is repeated where nobody knows how it ended. Where VTEX refuses a placement, CANCELLED is
    /// asked for though the order lives, and what follows of the next placement begins anew. Also where that CANCELLED was overtaken: a hub
    /// that ended meanwhile does not know whether OmniChat had it. Once the order itself is cancelled, nothing else is told.
    /// </summary>
    private string? AtOmniChat(Delivery delivery)
    {
        if (world.Vendors.OmniChat[delivery.Order] is not [.., var before, var now] || now == before || Rung(now.Status) > Rung(before.Status))
        {
            return null;
        }

        var asked = delivery.State.Requests.Where(request => request.Target == Target.OmniChat).ToList();
        var from = Math.Max(0, asked.FindIndex(request => request.Id == before.RequestId));
        var between = asked.Skip(from).Take(asked.FindIndex(request => request.Id == now.RequestId) - from);
        return between.Any(request => request.Argument == Ladder[^1]) && (now.Status == Ladder[^1] || delivery.State.Status < OrderStatus.RejectedByCustomer)
            ? null
            : $"is told to OmniChat as {now.Status} twice, or after a later status";
    }

    private static int Rung(string status) => Array.IndexOf(Ladder, status);
}
