namespace OrderGrains.EngineTests.Simulation;

/// <summary>Whose work something is: a silo's, which ends with it and rests while it is frozen, or the world's, which goes on.</summary>
internal sealed class Life
{
    private List<Action>? _held;

    public bool Ended { get; set; }

    /// <summary>Whether the others believe it dead, while it goes on.</summary>
    public bool Outlived { get; set; }

    public bool IsFrozen => _held is not null;

    /// <summary>Nothing of it runs until <see cref="Thaw"/>; what is to run meanwhile is kept.</summary>
    public void Freeze() => _held ??= [];

    /// <summary>It goes on with what was kept.</summary>
    public void Thaw(Loop loop)
    {
        var held = _held ?? [];
        _held = null;
        held.ForEach(run => loop.Post(this, run));
    }

    /// <summary>Runs something of it, now or after it thaws; never where it has ended.</summary>
    public void Run(Action run)
    {
        if (_held is not null)
        {
            _held.Add(run);
        }
        else if (!Ended)
        {
            run();
        }
    }
}

/// <summary>
/// Everything that happens in a run, on one thread: what is ready runs in an order that the seed draws, and the clock moves when
/// nothing is ready.
/// </summary>
internal sealed class Loop(Random random)
{
    private readonly List<(Life Life, Action Run)> _ready = [];
    private readonly PriorityQueue<(SimTimer Timer, int Setting), (long At, long Number)> _timers = new();
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private long _number;

    /// <summary>Ticks since the start; never goes back.</summary>
    public long Now { get; private set; }

    /// <summary>The same as a time; what clocks show that are right.</summary>
    public DateTimeOffset Wall => Some.Morning.AddTicks(Now);

    /// <summary>Things that were run.</summary>
    public long Steps { get; private set; }

    public Life World { get; } = new();

    public void Post(Life life, Action run)
    {
        if (Environment.CurrentManagedThreadId != _thread)
        {
            throw new InvalidOperationException("Something went on outside the simulation: it would not be the same twice.");
        }

        _ready.Add((life, run));
    }

    /// <summary>One of two ways on, by the seed.</summary>
    public bool Chance() => random.Next(2) == 0;

    public void After(Life life, TimeSpan wait, Action run)
    {
        if (wait <= TimeSpan.Zero)
        {
            Post(life, run);
            return;
        }

        new SimTimer(this, life, run).Change(wait, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Does the next thing, or lets time pass to the next timer; false where nothing is left.</summary>
    public bool Step()
    {
        if (_ready.Count > 0)
        {
            var index = random.Next(_ready.Count);
            var (life, run) = _ready[index];
            _ready[index] = _ready[^1];
            _ready.RemoveAt(_ready.Count - 1);
            Steps++;
            life.Run(run);
            return true;
        }

        while (_timers.TryDequeue(out var next, out var at))
        {
            if (!next.Timer.IsStale(next.Setting))
            {
                Now = Math.Max(Now, at.At);
                next.Timer.Fire();
                return true;
            }
        }

        return false;
    }

    internal void Set(SimTimer timer, int setting, TimeSpan wait) =>
        _timers.Enqueue((timer, setting), (Now + wait.Ticks, _number++));
}

/// <summary>A timer of the loop; what it rings is one more thing that is ready.</summary>
internal sealed class SimTimer(Loop loop, Life life, Action ring) : ITimer
{
    private int _setting;
    private bool _disposed;

    public bool IsStale(int setting) => setting != _setting || life.Ended;

    public void Fire()
    {
        _setting++;
        loop.Post(life, ring);
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        _setting++;
        if (dueTime >= TimeSpan.Zero && !_disposed)
        {
            loop.Set(this, _setting, dueTime);
        }

        return !_disposed;
    }

    public void Dispose()
    {
        _disposed = true;
        _setting++;
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}
