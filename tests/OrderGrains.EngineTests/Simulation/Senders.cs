namespace OrderGrains.EngineTests.Simulation;

/// <summary>
/// Who speaks to the hub: senders that repeat until they are answered, vendors that notify and give up, operators. An answer can be
/// lost on its way back, and is then none.
/// </summary>
internal sealed class Senders(World world)
{
    private readonly List<SimFact> _all = [.. world.Plan.Orders.SelectMany(order => order.Facts)];
    private readonly Dictionary<string, string?> _pauses = new(StringComparer.Ordinal);

    /// <summary>Everything that was said so far.</summary>
    public IReadOnlyList<SimFact> All => _all;

    public void Begin()
    {
        foreach (var fact in _all)
        {
            foreach (var time in fact.At)
            {
                world.Loop.After(world.Loop.World, time, () => Send(fact, 1));
            }
        }
    }

    /// <summary>A vendor notifies: perhaps late, more than once, or not at all.</summary>
    public void Notify(OrderId order, (string Name, Command Command, Message Message) tell)
    {
        var fact = new SimFact(order, tell.Name, tell.Command, tell.Message, []) { Tries = 4, MayBeNewsAgain = true };
        var bad = !world.IsCalm && world.Draw(world.Plan.NotificationFails);
        var copies = bad ? world.Next(3) : 1;
        _all.Add(fact);
        for (var copy = 0; copy < copies; copy++)
        {
            world.Loop.After(world.Loop.World, bad ? world.Wait(1_200_000) : world.Wait(2_000), () => Send(fact, 1));
        }
    }

    /// <summary>Something new that is said until it is answered.</summary>
    public void Fact(OrderId order, (string Name, Command Command, Message Message) tell)
    {
        var fact = new SimFact(order, tell.Name, tell.Command, tell.Message, []);
        _all.Add(fact);
        world.Loop.After(world.Loop.World, world.Wait(5_000), () => Send(fact, 1));
    }

    /// <summary>An operator sends some request of some order on, whatever its state; or gives a placement up, and thinks better of it later.</summary>
    public void OperatorActs()
    {
        var rows = world.Disk.Orders.Values.Where(row => !row.Record.State.Requests.IsEmpty).ToList();
        if (rows.Count > 0)
        {
            var record = rows[world.Next(rows.Count)].Record;
            var request = record.State.Requests[world.Next(record.State.Requests.Length)];
            if (record.State.Latest(Operation.PlaceOrder) is { } place && (place.IsOpen() || place.State == RequestState.Parked) && world.Skips.Next(2) == 0)
            {
                Say(record.Id, new SkipRequest(place.Id, "ana"));
                world.Loop.After(world.Loop.World, TimeSpan.FromHours(2) * Math.Pow(world.Skips.NextDouble(), 4), () => Say(record.Id, new RetryRequest(place.Id, "ana")));
            }
            else if (request.State is RequestState.Parked or RequestState.Waiting or RequestState.AwaitingResult)
            {
                Say(record.Id, new RetryRequest(request.Id, "ana"));
            }
        }
    }

    /// <summary>Operators send on everything that is parked; whether there was anything.</summary>
    public bool RetryParked(Inspection? checks)
    {
        var any = false;
        foreach (var record in world.Disk.Orders.Values.Select(row => row.Record).ToList())
        {
            var givenUp = !record.State.Vtex.Integrated && record.State.Latest(Operation.PlaceOrder) is { State: RequestState.Skipped } place ? place : null;
            foreach (var request in record.State.Requests.Where(request => request.State == RequestState.Parked || request == givenUp))
            {
                if (request != givenUp)
                {
                    world.Counts.Parked += checks is null ? 0 : 1;
                    checks?.Parked(record);
                }

                world.Counts.GivenUp += request == givenUp ? 1 : 0;
                any = true;
                Say(record.Id, new RetryRequest(request.Id, "ana"));
            }
        }

        return any;
    }

    /// <summary>
    /// Operators place anew what was paid after it was cancelled, at VTEX or because VTEX had refused it; whether there was anything.
    /// </summary>
    public bool ReplacePaid()
    {
        var paid = world.Disk.Orders.Values.Select(row => row.Record)
            .Where(record => record.State.Attention.Any(attention => attention.Reason == AttentionReason.PaidAfterCancel)).ToList();
        paid.ForEach(record => Say(record.Id, new ReplaceOrder("ana")));
        return paid.Count > 0;
    }

    /// <summary>An operator pauses a target or (null) resumes it, until the hub has it.</summary>
    public void Pause(string target, string? by)
    {
        _pauses[target] = by;
        TryPause(target, by);
    }

    private void TryPause(string target, string? by)
    {
        if (_pauses[target] != by)
        {
            return; // The operator wants it otherwise by now.
        }

        if (world.Process is { } process)
        {
            world.Loop.Post(process.Life, () => _ = PauseAsync(process, target, by));
        }
        else
        {
            world.Loop.After(world.Loop.World, TimeSpan.FromSeconds(1), () => TryPause(target, by));
        }
    }

    private async Task PauseAsync(SimProcess process, string target, string? by)
    {
        void Again() => world.Loop.After(world.Loop.World, TimeSpan.FromSeconds(1), () => TryPause(target, by));
        process.Waiting.Add(Again);
        try
        {
            await process.Engine.PauseAsync("acme", target, by).ConfigureAwait(false);
            world.Trace.Note(by is null ? "resumed" : "paused", target);
        }
        catch (EngineUnavailableException)
        {
            Again();
        }

        process.Waiting.Remove(Again);
    }

    private void Say(OrderId order, Command command)
    {
        var fact = new SimFact(order, command.GetType().Name, command, Message.Internal, []) { MayBeNewsAgain = true };
        _all.Add(fact);
        world.Loop.Post(world.Loop.World, () => Send(fact, 1));
    }

    private void Send(SimFact fact, int attempt)
    {
        if (attempt > fact.Tries)
        {
            world.Trace.Note("given up", fact.Order.ExternalId, fact.Name);
        }
        else if (world.Process is { } process)
        {
            void Broken() => Again(fact, attempt);
            process.Waiting.Add(Broken);
            world.Loop.Post(process.Life, () => _ = SendAsync(process, fact, attempt, Broken));
        }
        else
        {
            Again(fact, attempt);
        }
    }

    private async Task SendAsync(SimProcess process, SimFact fact, int attempt, Action broken)
    {
        Receipt? receipt = null;
        var sent = world.Loop.Now;
        using var hangsUp = new CancellationTokenSource();
        if (!world.IsCalm && world.Draw(world.Plan.ReplyLost / 2))
        {
            world.Loop.After(process.Life, world.Wait(40), () =>
            {
                if (process.Waiting.Contains(broken))
                {
                    hangsUp.Cancel();
                }
            });
        }

        try
        {
            receipt = await process.Engine.SubmitAsync(fact.Order, fact.Command, fact.Message, hangsUp.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is EngineUnavailableException or OperationCanceledException)
        {
            world.Trace.Note(exception is EngineUnavailableException ? "503" : "hung up", fact.Order.ExternalId, fact.Name);
        }

        process.Waiting.Remove(broken);
        if (receipt is null || (!world.IsCalm && world.Draw(world.Plan.ReplyLost)))
        {
            Again(fact, attempt);
        }
        else
        {
            world.Counts.Answers++;
            world.Trace.Note("answered", fact.Order.ExternalId, $"{fact.Name} {receipt.Outcome}", receipt.Version);
            world.Answered(fact, receipt, TimeSpan.FromTicks(world.Loop.Now - sent));
        }
    }

    private void Again(SimFact fact, int attempt)
    {
        world.Counts.Unanswered++;
        var wait = TimeSpan.FromMilliseconds(200) + world.Wait(2_000 << Math.Min(attempt, 8));
        world.Loop.After(world.Loop.World, wait, () => Send(fact, attempt + 1));
    }
}
