using OrderGrains.Engine;

namespace OrderGrains.EngineTests.Simulation;

/// <summary>
/// An order or a lane at work on a silo, as the framework's grains are: calls wait for its start, an end waits for the calls under way, and what
/// comes meanwhile goes on to the next activation.
/// </summary>
internal abstract class SimActivation(World world, SimSilo silo, SimKey key)
{
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(5);

    private readonly Queue<SimCall> _waiting = new();
    private bool _starts = true;
    private bool _stops;
    private bool _ends;
    private int _underWay;

    public SimKey Key => key;

    public SimSilo Silo => silo;

    /// <summary>Whether it takes nothing more.</summary>
    public bool Ended { get; private set; }

    protected SimTaskScheduler Scheduler { get; } = new(world.Loop, silo.Life);

    /// <summary>Starts it; what it is called for meanwhile waits.</summary>
    public void Begin() => Scheduler.Start(async () =>
    {
        try
        {
            await StartAsync();
            _starts = false;
        }
        catch (Exception exception)
        {
            world.Trace.Note("does not start", silo.Name, $"{key} {exception.GetType().Name}");
            Over();
            FailAll(new EngineUnavailableException("The activation failed.", TimeSpan.FromSeconds(2), exception));
            return;
        }

        while (!_stops && _waiting.TryDequeue(out var call))
        {
            Run(call);
        }

        EndWhenIdle();
    });

    /// <summary>A call arrives.</summary>
    public void Take(SimCall call)
    {
        if (Ended)
        {
            call.Go();
        }
        else if (_starts || _stops)
        {
            _waiting.Enqueue(call);
        }
        else
        {
            Run(call);
        }
    }

    /// <summary>Asks for its end. Comes from anywhere on its silo.</summary>
    public void GiveUp() => world.Loop.Post(silo.Life, () =>
    {
        if (!_stops && !Ended)
        {
            _stops = true;
            EndWhenIdle();
        }
    });

    protected abstract Task StartAsync();

    protected abstract Task StopAsync();

    private void Run(SimCall call)
    {
        _underWay++;
        Scheduler.Start(async () =>
        {
            await call.RunAsync(this);
            _underWay--;
            EndWhenIdle();
        });
    }

    private void EndWhenIdle()
    {
        if (!_stops || _starts || _ends || _underWay > 0)
        {
            return;
        }

        _ends = true;
        Scheduler.Start(async () =>
        {
            try
            {
                await StopAsync().WaitAsync(LongestEnd, silo.Time);
            }
            catch (TimeoutException)
            {
                world.Trace.Note("ends late", silo.Name, $"{key}");
            }
            catch (Exception exception)
            {
                world.Broken(Promise.DoesNotThrow, exception.ToString());
            }

            Over();
            while (_waiting.TryDequeue(out var call))
            {
                world.Loop.Post(world.Loop.World, call.Go);
            }
        });
    }

    private void Over()
    {
        Ended = true;
        silo.Activations.Remove(this);
        world.Cluster.Remove(this);
    }

    private void FailAll(Exception exception)
    {
        while (_waiting.TryDequeue(out var call))
        {
            call.Fail(this, exception);
        }
    }
}

/// <summary>An order at work.</summary>
internal sealed class SimOrder(World world, SimSilo silo, SimKey key) : SimActivation(world, silo, key)
{
    private OrderActor? _actor;

    public OrderActor Actor => _actor!;

    protected override Task StartAsync()
    {
        _actor = new(Key.Order!, Silo.Orders, GiveUp);
        return Task.CompletedTask;
    }

    protected override Task StopAsync() => Actor.StopAsync();
}

/// <summary>A lane at work.</summary>
internal sealed class SimLane(World world, SimSilo silo, SimKey key) : SimActivation(world, silo, key)
{
    private readonly World _world = world;
    private ClockLane? _clock;
    private TargetLane? _target;

    /// <summary>Which starts of the lane were its own, as the database counts them.</summary>
    public List<int> Starts { get; } = [];

    /// <summary>Null for a clock.</summary>
    public TargetLane? Target => _target;

    public void Look()
    {
        _target?.Look();
        _clock?.Look();
    }

    public Task TickAsync()
    {
        _clock?.Tick();
        return _target?.TickAsync() ?? Task.CompletedTask;
    }

    protected override Task StartAsync()
    {
        var parts = Silo.PartsOf(new(_world, Silo, this));
        if (Key.Lane.IsClock)
        {
            _clock = new(Key.Lane.Tenant, parts);
            return _clock.StartAsync(CancellationToken.None);
        }

        _target = new(Key.Lane, parts, new SimConnector(_world, this), GiveUp);
        return _target.StartAsync(CancellationToken.None);
    }

    protected override async Task StopAsync()
    {
        await (_target?.StopAsync() ?? Task.CompletedTask);
        _target?.Dispose();
        _clock?.Dispose();
    }
}
