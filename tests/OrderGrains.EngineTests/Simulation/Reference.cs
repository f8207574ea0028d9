namespace OrderGrains.EngineTests.Simulation;

/// <summary>How an order ends, as far as the order of events must not matter: an order never placed counts as one cancelled.</summary>
internal sealed record Ending(OrderStatus Status, int? Opabox, decimal? Total, bool AtVtex, bool Approved, bool Invoiced, LoyaltyStanding Loyalty, string? Told)
{
    /// <summary>The end of an order, given its record and what stands at the vendors.</summary>
    public static Ending Of(OrderRecord record, SimVendors vendors)
    {
        var vtex = vendors.Vtex.Orders.GetValueOrDefault(VtexOrderIds.MarketplaceOrderId(record.Id, record.State.Placement));
        var active = vtex is { Cancelled: false };
        var lives = active && record.State.Status < OrderStatus.RejectedByCustomer;
        var loyalty = vendors.BonifiQ.GetValueOrDefault(record.Id)?[^1] ?? LoyaltyStanding.None;
        return new(
            record.State.Status,
            record.State.Opabox.Status is 7 or 8 ? 7 : record.State.Opabox.Status,
            record.State.Content?.Total,
            active,
            active && vtex!.Approved,
            active && vtex!.Invoiced,
            loyalty == LoyaltyStanding.None ? LoyaltyStanding.Cancelled : loyalty,
            lives ? vendors.OmniChat.GetValueOrDefault(record.Id)?[^1].Status : null);
    }
}

/// <summary>The same facts through the pure turn: once each, in the order of their causes, with vendors that take everything at once.</summary>
internal static class Reference
{
    public static Ending Of(Plan plan, OrderId id, IReadOnlyList<SimFact> facts, bool invoiced)
    {
        long ticks = 0;
        var vendors = new SimVendors(() => ticks, static _ => false, showsLate: false);
        var record = OrderRecord.New(id);
        var now = Some.Morning;
        var said = new Queue<(Command Command, Message Message)>();
        foreach (var fact in facts)
        {
            said.Enqueue((fact.Command, fact.Message));
            Settle();
        }

        for (var round = 0; record.NextDue() is { } due; round++)
        {
            Assert.True(round < 10_000, "The reference does not come to rest.");
            now = due > now ? due : now.AddTicks(1);
            said.Enqueue((new Wake(), Message.Internal));
            Settle();
        }

        return Ending.Of(record, vendors);

        void Settle()
        {
            while (true)
            {
                ticks++;
                if (said.TryDequeue(out var next))
                {
                    record = Turn.Take(record, next.Command, next.Message, plan.Policy, now).Record;
                }
                else if (record.State.Requests.FirstOrDefault(request => request.IsDue(now)) is { } request)
                {
                    Call(request);
                }
                else
                {
                    return;
                }
            }
        }

        void Call(OwedRequest request)
        {
            var step = request.StepOf(perhapsSent: false);
            var (answer, tells) = vendors.Take(new(id, record.State, request, step, now));
            said.Enqueue((new RecordAnswer(request.Id, request.DueAt!.Value, step, answer, null), Message.Internal));
            foreach (var (_, command, message) in tells)
            {
                said.Enqueue((command, message));
            }

            var name = VtexOrderIds.MarketplaceOrderId(id, 1);
            if (invoiced && vendors.Vtex.Orders.GetValueOrDefault(name) is { Approved: true, Invoiced: false, Cancelled: false })
            {
                var (_, command, message) = vendors.Vtex.Invoice(id, name);
                said.Enqueue((command, message));
            }
        }
    }
}
