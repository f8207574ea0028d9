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
    private readonly Misfortunes _misfortunes;
    private string? _why;
    private Promise? _broken;

    private World(int seed, Bug bug, bool keepsLines)
    {
        (Seed, Bug, _random, Skips) = (seed, bug, new Random(seed), new Random(~seed));
        Loop = new(_random);
        Trace = new(Loop, keepsLines);
        Plan = Plan.Of(seed, _random);
        (Database, Ticks, Cluster) = (new(this), new(this), new(this));
        Vendors = new(() => Loop.Now, share => !IsCalm && Draw(share), Plan.ShowsLate);
        _senders = new(this);
        _inspection = new(this);
        _misfortunes = new(this);
    }

    public int Seed { get; }

    public Bug Bug { get; }

    public Loop Loop { get; }

    public Trace Trace { get; }

    public Plan Plan { get; }

    public SimDatabase Database { get; }

    public SimCluster Cluster { get; }

    public SimTicks Ticks { get; }

    public SimVendors Vendors { get; }

    public Counts Counts { get; } = new();

    /// <summary>Draws what operators give up: apart, so that it changes nothing else of a seed.</summary>
    public Random Skips { get; }

    /// <summary>Whether nothing fails any more.</summary>
    public bool IsCalm { get; private set; }

    /// <summary>Whether there is one silo alone, with the store in its process.</summary>
    public bool IsAlone => Plan.Silos == 1;

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

    public TimeSpan WriteTakes() =>
        Plan.OneDead ? TimeSpan.FromMilliseconds(1)
        : !IsCalm && Draw(Plan.StoreStalls) ? Wait(10_000)
        : Wait(30);

    /// <summary>How long a message is under way between two silos.</summary>
    public TimeSpan TravelTakes() =>
        Plan.OneDead ? TimeSpan.FromMilliseconds(1)
        : !IsCalm && Plan.MessageLost > 0 && Draw(0.02) ? Wait(20_000)
        : Wait(20);

    public bool LosesMessage(string what)
    {
        var lost = !IsCalm && Draw(Plan.MessageLost);
        if (lost)
        {
            Counts.Lost++;
            Trace.Note("lost", how: what);
        }

        return lost;
    }

    public bool LosesBell() => Bug == Bug.OfferLostAndNoLook || (!IsCalm && Draw(Plan.BellLost));

    public bool LosesTick() => !IsCalm && Draw(Plan.TickLost);

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

    /// <summary>Whether an operator sent a request on, or gave it up.</summary>
    public bool IsTouched(string request) => _senders.Touched.Contains(request);

    public void Notify(OrderId order, (string Name, Command Command, Message Message) tell) => _senders.Notify(order, tell);

    public void Started(Delivery delivery, SimLane lane) => _inspection.Called(delivery, lane);

    /// <summary>A moment at which a silo's end, or its standing still, would be worst.</summary>
    public void IsAtWorst(SimSilo silo) => _misfortunes.Strike(silo.Machine);

    /// <summary>A silo ended without a word.</summary>
    public void Crashed() => _inspection.Kept(_senders.All);

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
        _misfortunes.Begin();
        _senders.Begin();
        At(Plan.Pauses, Pause);
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

    /// <summary>Has something happen at each of some times; not at a round time, but after some of what is ready then.</summary>
    public void At(IReadOnlyList<TimeSpan> times, Action what)
    {
        foreach (var time in times)
        {
            Loop.After(Loop.World, time, () => Later(_random.Next(30), what));
        }
    }

    /// <summary>Has something happen after so many other things.</summary>
    public void Later(int steps, Action what) => Loop.Post(Loop.World, steps == 0 ? what : () => Later(steps - 1, what));

    /// <summary>Runs until nothing is ready and no timer is set.</summary>
    private void Rest()
    {
        var longest = Math.Max(Loop.Now, Plan.Calm.Ticks) + Inspection.LongestRest.Ticks;
        while (_broken is null && Loop.Step())
        {
            if (Loop.Steps > MostSteps || Loop.Now > longest)
            {
                var overdue = Database.Lanes.FirstOrDefault(lane => lane.Value.Due.Count > 0 && lane.Value.Due.Min.Due < Loop.Wall).Key;
                Broken(overdue is null ? Promise.ComesToRest : Promise.Delivered, $"It goes on and on; overdue in {overdue ?? "no lane"}.");
            }
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
        _misfortunes.End();
        foreach (var target in Plan.Targets)
        {
            _senders.Pause(target, null);
        }

        Loop.After(Loop.World, TimeSpan.FromMinutes(5), () => _senders.ResumePaused()); // A pause may have been late.
    }
}
