using OrderGrains.Engine;
using OrderGrains.EngineTests.Support;
using OrderGrains.Grains;

namespace OrderGrains.EngineTests.Hub;

/// <summary>
/// The hub on the framework's in-memory cluster, over any store: its clock, its targets and its store's misfortunes. Not started when made.
/// </summary>
internal sealed class HubFixture : IAsyncDisposable
{
    private HubRun? _run;

    public HubFixture(IHubStore store)
    {
        Store = store;
        Clock = new(Work);
        Targets = new FreshTargets(this);
    }

    public IHubStore Store { get; }

    public Misfortunes Misfortunes { get; } = new();

    public HubRun Run => _run ?? throw new InvalidOperationException("Not started.");

    public IOrderEngine Engine => Run.Front;

    public IOrderIndex Index => Run.Front;

    public ITargets Targets { get; }

    /// <summary>What a test runs itself and that may sleep by the clock.</summary>
    public WorkUnderWay Work { get; } = new();

    public FakeClock Clock { get; }

    public Policies Policies { get; } = new();

    public ScriptedConnector Vtex { get; } = new(Target.Vtex);

    public ScriptedConnector BonifiQ { get; } = new(Target.BonifiQ);

    public IReadOnlyList<IConnector> Connectors => [Vtex, BonifiQ];

    public KnownLanes Lanes { get; } = new([LaneName.Clock(Some.Tenant), new(Some.Tenant, Target.Vtex), new(Some.Tenant, Target.BonifiQ)]);

    /// <summary>Bounds of the next start; small ones make overload cheap.</summary>
    public EngineBounds Bounds { get; set; } = new();

    /// <summary>What rings from the next start on; null for the silos' own.</summary>
    public ILaneBells? Bells { get; set; }

    /// <summary>What the next start removes when.</summary>
    public RetentionOptions Retention { get; set; } = new();

    public HubOptions Options => new()
    {
        Time = Clock,
        Front = new() { UnderWay = Bounds.Waiting, OfOneOrder = Bounds.Mailbox },
        Orders = new() { Residents = Bounds.InMemory, WriteDeadline = Within.Patience }, // A busy machine is not a store that hangs.
        Lanes = new() { Queue = Bounds.Queue, Concurrency = Bounds.Concurrency },
        Retention = Retention,
        ResponseTimeout = TimeSpan.FromSeconds(15), // Nor is it a silo that does.
    };

    /// <summary>Told of each write once it is over.</summary>
    public Signal Written => Misfortunes.Written;

    /// <summary>Called before an order's write; may throw or wait.</summary>
    public Action<OrderId> BeforeWrite
    {
        set => Misfortunes.BeforeWrite = value;
    }

    /// <summary>Called once a write is durable and before anybody knows; may throw.</summary>
    public Action AfterWrite
    {
        set => Misfortunes.AfterWrite = value;
    }

    /// <summary>An order as it is stored; null where nothing is.</summary>
    public Task<OrderRecord?> StoredAsync(OrderId order) => Run.StoredAsync(order);

    /// <summary>Starts, on what an earlier run stored.</summary>
    public async Task StartAsync()
    {
        if (_run is not null)
        {
            await _run.DisposeAsync();
        }

        _run = new(this);
        await _run.StartAsync();
    }

    /// <summary>Stops in order.</summary>
    public Task StopAsync() => Run.StopAsync();

    /// <summary>Ends without finishing anything.</summary>
    public Task CrashAsync() => Run.CrashAsync();

    public async ValueTask DisposeAsync()
    {
        if (_run is not null)
        {
            await _run.DisposeAsync();
        }

        await Store.DisposeAsync();
    }

    /// <summary>A front knows how the targets did a moment ago; tests want to know now.</summary>
    private sealed class FreshTargets(HubFixture hub) : ITargets
    {
        public Task PauseAsync(string tenant, string target, string by, CancellationToken cancellationToken = default) =>
            hub.Run.Front.PauseAsync(tenant, target, by, cancellationToken);

        public Task ResumeAsync(string tenant, string target, string by, CancellationToken cancellationToken = default) =>
            hub.Run.Front.ResumeAsync(tenant, target, by, cancellationToken);

        public Task LiftAsync(string tenant, string target, CancellationToken cancellationToken = default) =>
            hub.Run.Front.LiftAsync(tenant, target, cancellationToken);

        public IReadOnlyList<TargetCondition> Conditions()
        {
            Task.Run(() => hub.Run.Board.RefreshAsync(default)).GetAwaiter().GetResult();
            return hub.Run.Front.Conditions();
        }
    }
}

/// <summary>Bounds that tests vary.</summary>
internal sealed record EngineBounds(int Mailbox = 256, int Waiting = 10_000, int InMemory = 10_000, int Queue = 1000, int Concurrency = 8);
