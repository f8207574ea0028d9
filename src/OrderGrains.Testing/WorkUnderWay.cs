namespace OrderGrains.Testing;

/// <summary>
/// Counts what goes on by itself: work that has not ended and does not sleep by a test's clock. A test awaits its end before it looks at
/// something, or moves the clock.
/// </summary>
internal sealed class WorkUnderWay
{
    /// <summary>How long work that does not end is waited for.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly Lock _gate = new();
    private readonly AsyncLocal<Work?> _current = new();
    private TaskCompletionSource? _idle;
    private int _count;
    private long _changes;

    /// <summary>Counts what began, ended, fell asleep, woke and was noted; while it stays the same, nothing happens.</summary>
    public long Changes
    {
        get
        {
            lock (_gate)
            {
                return _changes;
            }
        }
    }

    /// <summary>Something happened, and is over already.</summary>
    public Task Noted()
    {
        Count(0);
        return Task.CompletedTask;
    }

    /// <summary>Something begins, or is over.</summary>
    public void Tell(bool begins) => Count(begins ? 1 : -1);

    /// <summary>Something goes on, until <see cref="End"/>.</summary>
    public void Begin() => Count(1);

    /// <summary>It is over. What it leads to has begun before.</summary>
    public void End() => Count(-1);

    /// <summary>Runs work, and counts it until it ends. A <see cref="Sleep"/> that the work makes is this work's: it does not count while it sleeps.</summary>
    public async Task<T> RunAsync<T>(Func<Task<T>> work)
    {
        Begin();
        var here = _current.Value = new();
        try
        {
            return await work();
        }
        finally
        {
            lock (_gate)
            {
                here.Ended = true;
                Count(here.Asleep ? 0 : -1);
            }
        }
    }

    /// <summary>The work that asks is about to wait for something that no other work does; null where nobody counts it.</summary>
    public Nap? Sleep()
    {
        lock (_gate)
        {
            if (_current.Value is not { Ended: false, Asleep: false } work)
            {
                return null;
            }

            work.Asleep = true;
            Count(-1);
            return new(this, work);
        }
    }

    /// <summary>Completes when nothing goes on.</summary>
    public async Task WhenIdleAsync()
    {
        Task idle;
        lock (_gate)
        {
            idle = _count == 0 ? Task.CompletedTask : (_idle ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }

        try
        {
            await idle.WaitAsync(Patience);
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"{Volatile.Read(ref _count)} pieces of work neither end nor wait for the clock.", exception);
        }
    }

    private void Count(int change)
    {
        lock (_gate)
        {
            _count += change;
            _changes++;
            if (_count == 0 && _idle is { } idle)
            {
                _idle = null;
                idle.SetResult();
            }
        }
    }

    /// <summary>A sleep, to be ended before the sleeper goes on.</summary>
    public sealed class Nap
    {
        private readonly WorkUnderWay _all;
        private readonly Work _work;
        private bool _over;

        internal Nap(WorkUnderWay all, Work work) => (_all, _work) = (all, work);

        /// <summary>Ends it; the second time nothing happens.</summary>
        public void Wake()
        {
            lock (_all._gate)
            {
                if (!_over)
                {
                    (_over, _work.Asleep) = (true, false);
                    _all.Count(_work.Ended ? 0 : 1);
                }
            }
        }
    }

    internal sealed class Work
    {
        public bool Ended { get; set; }

        public bool Asleep { get; set; }
    }
}
