using Microsoft.Extensions.Logging;
using OrderGrains.Engine;

namespace OrderGrains.EngineTests.Simulation;

/// <summary>One run of a silo on a machine, from its start to a crash or a stop.</summary>
internal sealed class SimSilo : ILogger, IOrderPolicies
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MostSkew = TimeSpan.FromSeconds(2);

    private readonly World _world;
    private readonly SimStore _store;

    public SimSilo(World world, Machine machine)
    {
        (_world, Machine) = (world, machine);
        Time = new(world.Loop, Life, machine, () => world.Plan.AlarmsAreDead || world.Bug == Bug.DeadTimersAndNoTicks);
        Clock = new(Time, this);
        Writer = new(world, this);
        _store = new(world, this);
        Early = new(Bugs.TurnOf(world.Bug));
        Orders = new(_store, this, Clock, Time, new SimBells(world, this), world.Plan.OrderLimits, this) { Turn = Early.Take };
    }

    public Machine Machine { get; }

    public string Name => Machine.Name;

    public Life Life { get; } = new();

    public SimTime Time { get; }

    public HubClock Clock { get; }

    public SimWriter Writer { get; }

    public OrderParts Orders { get; }

    public EarlyAnswers Early { get; }

    public List<SimActivation> Activations { get; } = [];

    /// <summary>What was sent to it and has no answer yet: told when the connection breaks.</summary>
    public List<Action> Waiting { get; } = [];

    /// <summary>Whether it takes what senders send.</summary>
    public bool Serves { get; private set; }

    /// <summary>Whether it is on its way out.</summary>
    public bool Stops { get; private set; }

    /// <summary>Opens the store, joins the others, and sees to it that every lane stands, as the product does.</summary>
    public async Task StartAsync()
    {
        while (!await TriesAsync(() => _store.OpenAsync(CancellationToken.None)) || (!_world.IsAlone && Machine.Skew.Duration() > MostSkew))
        {
            await Task.Delay(Rest, Time);
        }

        Clock.Compare(_store.LastChange);
        _world.Cluster.Join(this);
        foreach (var lane in Plan.Lanes)
        {
            while (!await TriesAsync(() => _world.Cluster.CallAsync(this, SimKey.Of(lane), static _ => Task.FromResult(true))))
            {
                await Task.Delay(Rest, Time);
            }
        }

        Clock.CameBack += () => _world.Loop.Post(Life, () => _ = MendAsync());
        if (Clock.IsBehindTheStore)
        {
            _ = MendAsync();
        }

        Serves = !Stops;
    }

    /// <summary>What lanes need, over the store as one of them has it.</summary>
    public LaneParts PartsOf(SimStore store) =>
        new(store, new SimLaneOrders(_world, this), Clock, Time, _world.Plan.LaneLimits(_world.Bug), this);

    public SimActivation Activate(SimKey key)
    {
        SimActivation activation = key.Order is null ? new SimLane(_world, this, key) : new SimOrder(_world, this, key);
        Activations.Add(activation);
        activation.Begin();
        return activation;
    }

    /// <summary>SIGTERM: no new commands, and what is under way ends.</summary>
    public async Task StopAsync()
    {
        (Serves, Stops) = (false, true);
        foreach (var activation in Activations.ToList())
        {
            activation.GiveUp();
        }

        for (var left = 9; left > 0 && Activations.Count > 0; left--)
        {
            await Task.Delay(Rest, Time);
        }

        Writer.Close();
    }

    /// <summary>SIGKILL, or the power.</summary>
    public void Crash()
    {
        (Serves, Stops, Life.Ended) = (false, true, true);
        Writer.Crash();
        var waiting = Waiting.ToList();
        Waiting.Clear();
        waiting.ForEach(broken => broken());
    }

    OrderPolicy IOrderPolicies.For(string tenant) => _world.Plan.Policy;

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (_world.Trace.KeepsLines)
        {
            _world.Trace.Log($"{Name} {logLevel}: {formatter(state, exception)} {exception?.GetType().Name} {exception?.Message}");
        }

        if (exception is not null and not EngineUnavailableException && logLevel == LogLevel.Error && state?.ToString()?.StartsWith("A turn", StringComparison.Ordinal) == true)
        {
            _world.Broken(Promise.DoesNotThrow, exception.ToString());
        }
    }

    private Task MendAsync() => FarAhead.MendAllAsync(Plan.Lanes, PartsOf(_store), CancellationToken.None);

    private static async Task<bool> TriesAsync(Func<Task> what)
    {
        try
        {
            await what();
            return true;
        }
        catch (Exception)
        {
            return false;
        }
    }
}
