namespace OrderGrains.EngineTests.Simulation;

/// <summary>Whose work something is: a process's, which ends with it, or the world's, which goes on.</summary>
internal sealed class Life
{
    public bool Ended { get; set; }
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

    /// <summary>What the machine's clock shows beyond that; may be set back.</summary>
    public TimeSpan Skew { get; set; }

    /// <summary>Things that were run.</summary>
    public long Steps { get; private set; }

    public Life World { get; } = new();

    public DateTimeOffset Wall => Start + Skew + TimeSpan.FromTicks(Now);

    private static DateTimeOffset Start { get; } = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    public void Post(Life life, Action run)
    {
        if (Environment.CurrentManagedThreadId != _thread)
        {
            throw new InvalidOperationException("Something went on outside the simulation: it would not be the same twice.");
        }

        _ready.Add((life, run));
    }

    public void After(Life life, TimeSpan wait, Action run) => new SimTimer(this, life, run).Change(wait, Timeout.InfiniteTimeSpan);

    /// <summary>Does the next thing, or lets time pass to the next timer; false where nothing is left, or no timer up to a time.</summary>
    public bool Step(long upTo = long.MaxValue)
    {
        if (_ready.Count > 0)
        {
            var index = random.Next(_ready.Count);
            var (life, run) = _ready[index];
            _ready[index] = _ready[^1];
            _ready.RemoveAt(_ready.Count - 1);
            Steps++;
            if (!life.Ended)
            {
                run();
            }

            return true;
        }

        while (_timers.TryPeek(out var next, out var at))
        {
            if (next.Timer.IsStale(next.Setting))
            {
                _timers.Dequeue();
                continue;
            }

            if (at.At > upTo)
            {
                return false;
            }

            _timers.Dequeue();
            Now = Math.Max(Now, at.At);
            next.Timer.Fire();
            return true;
        }

        return false;
    }

    /// <summary>Lets time pass though things are ready.</summary>
    public void Pass(TimeSpan time) => Now += time.Ticks;

    internal void Set(SimTimer timer, int setting, TimeSpan wait) =>
        _timers.Enqueue((timer, setting), (Now + wait.Ticks, _number++));
}

/// <summary>A timer of the loop; what it rings is one more thing that is ready.</summary>
internal sealed class SimTimer(Loop loop, Life life, Action ring) : ITimer
{
    private int _setting;

    public bool IsStale(int setting) => setting != _setting || life.Ended;

    public void Fire()
    {
        _setting++;
        loop.Post(life, ring);
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        _setting++;
        if (dueTime >= TimeSpan.Zero)
        {
            loop.Set(this, _setting, dueTime);
        }

        return true;
    }

    public void Dispose() => _setting++;

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }
}

/// <summary>The machine's clock as a process sees it: what it set ends with the process.</summary>
internal sealed class SimTime(Loop loop, Life life) : TimeProvider
{
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => loop.Wall;

    public override long GetTimestamp() => loop.Now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new SimTimer(loop, life, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }
}

/// <summary>The engine's scheduler in a simulation: what it starts and whom it wakes are things of the loop.</summary>
internal sealed class SimScheduler(Loop loop, Life life, Action<Exception> threw) : WorkScheduler
{
    public override void Start(Func<Task> work) => loop.Post(life, () => _ = RunAsync(work));

    public override TaskCompletionSource<T> Completion<T>() => new();

    public override void Complete<T>(TaskCompletionSource<T> completion, T result) =>
        loop.Post(life, () => completion.TrySetResult(result));

    public override void Fail<T>(TaskCompletionSource<T> completion, Exception exception) =>
        loop.Post(life, () => completion.TrySetException(exception));

    private async Task RunAsync(Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            threw(exception);
        }
    }
}
