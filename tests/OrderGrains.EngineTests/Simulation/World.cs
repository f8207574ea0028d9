namespace OrderGrains.EngineTests.Simulation;

/// <summary>
/// One run: the real engine's logic over a store, vendors and senders that fail as a seed says, until nothing fails any more and
/// everything has come to rest. Then the promises are looked at (<see cref="Inspection"/>).
/// </summary>
internal sealed class World
{
    private const long MostSteps = 400_000;

    private readonly Random _random;
    private readonly Inspection _inspection;
    private readonly Senders _senders;
    private SimProcess? _process;
    private string? _why;
    private Promise? _broken;

    private World(int seed, Bug bug, bool keepsLines)
    {
        (Seed, Bug, _random, Skips) = (seed, bug, new Random(seed), new Random(~seed));
        Loop = new(_random);
        Trace = new(Loop, keepsLines);
        Plan = Plan.Of(seed, _random);
        Vendors = new(() => Loop.Now, share => !IsCalm && Draw(share), Plan.ShowsLate);
        _senders = new(this);
        _inspection = new(this);
    }

    public int Seed { get; }

    public Bug Bug { get; }

    public Loop Loop { get; }

    public Trace Trace { get; }

    public Plan Plan { get; }

    public SimDisk Disk { get; } = new();

    public SimVendors Vendors { get; }

    public Counts Counts { get; } = new();

    /// <summary>Draws what operators give up: apart, so that it changes nothing else of a seed.</summary>
    public Random Skips { get; }

    /// <summary>Whether nothing fails any more.</summary>
    public bool IsCalm { get; private set; }

    public SimProcess? Process => _process is { Serves: true } serving ? serving : null;

    /// <summary>Plays a seed.</summary>
    public static Run Play(int seed, Bug bug = Bug.None, bool keepsLines = false)
    {
        var world = new World(seed, bug, keepsLines);
        world.Play();
        world.Counts.Time = TimeSpan.FromTicks(world.Loop.Now);
        return new(seed, world._broken, world._why, world.Trace.Hash, world.Loop.Steps, world.Trace.Lines, world.Counts);
    }

    public bool Draw(double share) => share > 0 && _random.NextDouble() < share;

    public int Next(int below) => _random.Next(below);

    /// <summary>A wait of up to so many milliseconds, mostly a short one.</summary>
    public TimeSpan Wait(int most) => TimeSpan.FromMilliseconds(most * Math.Pow(_random.NextDouble(), 3));

    public TimeSpan CommitTakes() => Plan.OneDead ? TimeSpan.FromMilliseconds(1) : Wait(30);

    public bool StoreFails() => !IsCalm && Draw(Plan.StoreFails);

    public bool Fails(string target) => !IsCalm && Draw(Plan.Weather[target].Fails);

    public bool IsDead(string target) =>
        !IsCalm && Plan.Weather[target] is var sky && TimeSpan.FromTicks(Loop.Now) is var now && now >= sky.DeadFrom && now < sky.DeadUntil;

    /// <summary>A promise does not hold; the first one counts.</summary>
    public void Broken(Promise promise, string why)
    {
        Trace.Note("BROKEN", how: $"{promise}: {why}");
        (_broken, _why) = _broken is null ? (promise, why) : (_broken, _why);
    }

    public void Notify(OrderId order, (string Name, Command Command, Message Message) tell) => _senders.Notify(order, tell);

    public void Started(Delivery delivery) => _inspection.Called(delivery);

    /// <summary>A call had its effect; VTEX goes on with some of the orders that it approved.</summary>
    public void Taken(Delivery delivery)
    {
        _inspection.Taken(delivery);
        var name = VtexOrderIds.MarketplaceOrderId(delivery.Order, 1);
        if (Plan.Orders.First(order => order.Id == delivery.Order).Invoiced
            && Vendors.Vtex.Orders.GetValueOrDefault(name) is { Approved: true, Invoiced: false, Cancelled: false })
        {
            _senders.Fact(delivery.Order, Vendors.Vtex.Invoice(delivery.Order, name));
        }
    }

    public void Answered(SimFact fact, Receipt receipt, TimeSpan after) => _inspection.Answered(fact, receipt, after);

    public void Committed(OrderRecord before, OrderRecord after) => _inspection.Committed(before, after);

    private void Play()
    {
        Start();
        _senders.Begin();
        At(Plan.Crashes, Crash);
        At(Plan.Stops, Stop);
        At(Plan.Pauses, Pause);
        At(Plan.SetBacks, () =>
        {
            Loop.Skew -= Wait(7_200_000);
            Trace.Note("clock set back");
        });
        At(Plan.OperatorActs, () => _senders.OperatorActs());
        At(Plan.Replacements, () => _senders.ReplacePaid());
        Loop.After(Loop.World, Plan.Calm, Calm);
        Rest();
        for (var round = 0; round < 8 && _broken is null && (_senders.RetryParked(checks: round == 0 ? _inspection : null) | _senders.ReplacePaid()); round++)
        {
            Rest();
        }

        if (_broken is null)
        {
            _inspection.End(_senders.All);
        }
    }

    /// <summary>Runs until nothing is ready and no timer is set.</summary>
    private void Rest()
    {
        while (_broken is null && Loop.Step())
        {
            if (Loop.Steps > MostSteps)
            {
                Broken(Promise.ComesToRest, "It goes on and on.");
            }
        }
    }

    private void At(IReadOnlyList<TimeSpan> times, Action what)
    {
        foreach (var time in times)
        {
            // Not at a round time, but after some of what is ready then.
            Loop.After(Loop.World, time, () => Later(_random.Next(30), what));
        }
    }

    private void Later(int steps, Action what) => Loop.Post(Loop.World, steps == 0 ? what : () => Later(steps - 1, what));

    private void Start()
    {
        if (_process is null)
        {
            Trace.Note("start");
            _process = new(this);
        }
    }

    private void Crash()
    {
        if (_process is { } process && !IsCalm)
        {
            Trace.Note("CRASH");
            Counts.Crashes++;
            End(process);
        }
    }

    private void End(SimProcess process)
    {
        process.Crash();
        _process = null;
        _inspection.Kept(_senders.All);
        Loop.After(Loop.World, TimeSpan.FromMilliseconds(50) + Wait(Draw(0.2) ? 3_600_000 : 2_000), Start);
    }

    private void Stop()
    {
        if (Process is { } process && !IsCalm)
        {
            Trace.Note("stop");
            Counts.Stops++;
            Loop.Post(process.Life, () => _ = StopAsync(process));
        }
    }

    private async Task StopAsync(SimProcess process)
    {
        await process.StopAsync().ConfigureAwait(false);
        Trace.Note("stopped");
        if (_process == process)
        {
            End(process);
        }
    }

    private void Pause()
    {
        var target = Plan.Targets[_random.Next(Plan.Targets.Length)];
        _senders.Pause(target, "ana");
        Loop.After(Loop.World, Plan.Span * _random.NextDouble(), () => _senders.Pause(target, null));
    }

    private void Calm()
    {
        Trace.Note("calm");
        IsCalm = true;
        foreach (var target in Plan.Targets)
        {
            _senders.Pause(target, null);
        }
    }
}
