using Microsoft.Extensions.Logging;
using OrderGrains.Embedded;

namespace OrderGrains.EngineTests.Simulation;

/// <summary>One run of the engine in a run of the world, from its start to a crash or a stop.</summary>
internal sealed class SimProcess : ILogger, IOrderPolicies
{
    private readonly World _world;
    private readonly SimStore _store;

    public SimProcess(World world)
    {
        _world = world;
        var scheduler = new SimScheduler(world.Loop, Life, exception => world.Broken(Promise.DoesNotThrow, exception.ToString()));
        var options = world.Plan.Options with { Scheduler = scheduler, Turn = Bugs.TurnOf(world.Bug) };
        _store = new(world, world.Disk, Life, scheduler, options);
        var connectors = Plan.Targets.Select(target => new SimConnector(world, Life, scheduler, target));
        Engine = new(_store, options, this, connectors, new SimTime(world.Loop, Life), this);
        Engine.Start();
        Serves = true;
    }

    public Life Life { get; } = new();

    public EngineRun Engine { get; }

    public bool Serves { get; private set; }

    /// <summary>What was sent to it and has no answer yet: told when the connection breaks.</summary>
    public List<Action> Waiting { get; } = [];

    /// <summary>SIGKILL, or the power.</summary>
    public void Crash()
    {
        Life.Ended = true;
        Serves = false;
        _store.Crash();
        var waiting = Waiting.ToList();
        Waiting.Clear();
        waiting.ForEach(broken => broken());
    }

    /// <summary>SIGTERM: no new commands, and what is under way ends.</summary>
    public async Task StopAsync()
    {
        Serves = false;
        await Engine.StopAsync(default).ConfigureAwait(false);
    }

    OrderPolicy IOrderPolicies.For(string tenant) => _world.Plan.Policy;

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (_world.Trace.KeepsLines)
        {
            _world.Trace.Log($"{logLevel}: {formatter(state, exception)} {exception?.GetType().Name} {exception?.Message}");
        }

        if (exception is not null and not EngineUnavailableException && logLevel == LogLevel.Error && state?.ToString()?.StartsWith("A turn", StringComparison.Ordinal) == true)
        {
            _world.Broken(Promise.DoesNotThrow, exception.ToString());
        }
    }
}
