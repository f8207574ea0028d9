using OrderGrains.Engine;

namespace OrderGrains.EngineTests.Simulation;

/// <summary>
/// Who speaks to the hub: senders that repeat until they are answered, vendors that notify and give up, operators. An answer can be
/// lost on its way back, and is then none.
/// </summary>
internal sealed class Senders(World world)
{
    /// <summary>How long a sender waits for an answer; VTEX and OmniChat do so.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly List<SimFact> _all = [.. world.Plan.Orders.SelectMany(order => order.Facts)];
    private readonly Dictionary<string, string?> _pauses = new(StringComparer.Ordinal);

    /// <summary>Everything that was said so far.</summary>
    public IReadOnlyList<SimFact> All => _all;

    /// <summary>Requests that operators sent on or gave up.</summary>
    public HashSet<string> Touched { get; } = [];

    public void Begin()
    {
        foreach (var fact in _all)
        {
            foreach (var time in fact.At)
            {
                world.Loop.After(world.Loop.World, time, () => Begin(fact));
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
        LookAtTargets();
        var rows = world.Database.Orders.Values.Where(row => !row.Record.State.Requests.IsEmpty).ToList();
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
        foreach (var record in world.Database.Orders.Values.Select(row => row.Record).ToList())
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
        var paid = world.Database.Orders.Values.Select(row => row.Record)
            .Where(record => record.State.Attention.Any(attention => attention.Reason == AttentionReason.PaidAfterCancel)).ToList();
        paid.ForEach(record => Say(record.Id, new ReplaceOrder("ana")));
        return paid.Count > 0;
    }

    /// <summary>Operators look at what is paused though nobody wants it.</summary>
    public void ResumePaused()
    {
        foreach (var target in Plan.Targets.Where(target => world.Database.Lane(new("acme", target)).PausedBy is not null))
        {
            Pause(target, null);
        }
    }

    /// <summary>An operator pauses a target or (null) resumes it, until the hub has it.</summary>
    public void Pause(string target, string? by)
    {
        _pauses[target] = by;
        TryPause(target, by);
    }

    /// <summary>Somebody asks how the targets do.</summary>
    private void LookAtTargets()
    {
        foreach (var target in Plan.Targets)
        {
            if (Front() is { } silo)
            {
                world.Loop.Post(silo.Life, () => _ = world.Cluster.CallAsync(
                    silo, SimKey.Of(new LaneName("acme", target)), static one => ((SimLane)one).Target!.ConditionAsync()));
            }
        }
    }

    private void TryPause(string target, string? by)
    {
        if (_pauses[target] != by)
        {
            return; // The operator wants it otherwise by now.
        }

        if (Front() is { } silo)
        {
            world.Loop.Post(silo.Life, () => _ = PauseAsync(silo, target, by));
        }
        else
        {
            world.Loop.After(world.Loop.World, TimeSpan.FromSeconds(1), () => TryPause(target, by));
        }
    }

    private async Task PauseAsync(SimSilo silo, string target, string? by)
    {
        void Again() => world.Loop.After(world.Loop.World, TimeSpan.FromSeconds(1), () => TryPause(target, by));
        silo.Waiting.Add(Again);
        try
        {
            await world.Cluster.CallAsync(silo, SimKey.Of(new LaneName("acme", target)), async one =>
            {
                await ((SimLane)one).Target!.PauseAsync(by);
                return true;
            }).ConfigureAwait(false);
            world.Trace.Note(by is null ? "resumed" : "paused", target);
        }
        catch (Exception)
        {
            Again();
        }

        silo.Waiting.Remove(Again);
    }

    private void Say(OrderId order, Command command)
    {
        var fact = new SimFact(order, command.GetType().Name, command, Message.Internal, []) { MayBeNewsAgain = true };
        _all.Add(fact);
        Touched.Add(command is RetryRequest retry ? retry.RequestId : command is SkipRequest skip ? skip.RequestId : "");
        world.Loop.Post(world.Loop.World, () => Send(fact, 1));
    }

    /// <summary>Nobody cancels at OmniChat what is cancelled there.</summary>
    private void Begin(SimFact fact)
    {
        fact.IsNeedless |= fact is { IsChatCancellation: true, IsSent: false } && world.Vendors.IsCancelledAtChat(fact.Order);
        if (!fact.IsNeedless)
        {
            fact.IsSent = true;
            Send(fact, 1);
        }
    }

    private void Send(SimFact fact, int attempt)
    {
        if (attempt > fact.Tries)
        {
            world.Trace.Note("given up", fact.Order.ExternalId, fact.Name);
        }
        else if (Front() is { } silo)
        {
            var post = new Post(fact, attempt, world.Loop.Now);
            silo.Waiting.Add(post.Breaks = () => Again(fact, attempt));
            world.Loop.Post(silo.Life, () => _ = SendAsync(silo, post));
            world.Loop.After(world.Loop.World, Patience, () => HangUp(silo, post));
        }
        else
        {
            Again(fact, attempt);
        }
    }

    /// <summary>Some silo that takes what senders send, as far as whoever chooses for them knows.</summary>
    private SimSilo? Front()
    {
        var serving = world.Cluster.Members.Where(silo => silo.Serves).ToList();
        return serving.Count == 0 ? null : serving[serving.Count == 1 ? 0 : world.Next(serving.Count)];
    }

    private async Task SendAsync(SimSilo silo, Post post)
    {
        var fact = post.Fact;
        if (!world.IsCalm && world.Draw(world.Plan.ReplyLost / 2))
        {
            world.Loop.After(silo.Life, world.Wait(40), post.HangsUp.Cancel);
        }

        OrderAnswer? answer = null;
        try
        {
            answer = await world.Cluster.TakeAsync(silo, fact.Order, fact.Command, fact.Message, post.HangsUp.Token).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            world.Trace.Note(exception is OperationCanceledException ? "hung up" : "503", fact.Order.ExternalId, fact.Name);
        }

        if (!silo.Waiting.Remove(post.Breaks))
        {
            return; // The sender has left.
        }

        if (answer?.Receipt is not { } receipt || (!world.IsCalm && world.Draw(world.Plan.ReplyLost)))
        {
            Again(fact, post.Attempt);
        }
        else
        {
            world.Counts.Answers++;
            world.Trace.Note("answered", fact.Order.ExternalId, $"{fact.Name} {receipt.Outcome}", receipt.Version);
            world.Answered(fact, receipt, TimeSpan.FromTicks(world.Loop.Now - post.SentAt));
        }
    }

    private void HangUp(SimSilo silo, Post post)
    {
        if (silo.Waiting.Remove(post.Breaks))
        {
            world.Trace.Note("waits no longer", post.Fact.Order.ExternalId, post.Fact.Name);
            world.Loop.Post(silo.Life, post.HangsUp.Cancel);
            Again(post.Fact, post.Attempt);
        }
    }

    private void Again(SimFact fact, int attempt)
    {
        world.Counts.Unanswered++;
        var wait = TimeSpan.FromMilliseconds(200) + world.Wait(2_000 << Math.Min(attempt, 8));
        world.Loop.After(world.Loop.World, wait, () => Send(fact, attempt + 1));
    }

    /// <summary>One try to say something.</summary>
    private sealed record Post(SimFact Fact, int Attempt, long SentAt)
    {
        public CancellationTokenSource HangsUp { get; } = new();

        public Action Breaks { get; set; } = static () => { };
    }
}
