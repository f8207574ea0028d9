namespace OrderGrains.Embedded;

/// <summary>Wakes one waiter: set any number of times before it waits, it wakes it once.</summary>
internal sealed class Signal(WorkScheduler scheduler)
{
    private readonly Lock _gate = new();
    private TaskCompletionSource<bool>? _waiter;
    private bool _set;

    public void Set()
    {
        TaskCompletionSource<bool>? waiter;
        lock (_gate)
        {
            (waiter, _waiter) = (_waiter, null);
            _set = waiter is null;
        }

        if (waiter is not null)
        {
            scheduler.Complete(waiter, true);
        }
    }

    /// <summary>Completes once it is set. One waiter at a time.</summary>
    public Task WaitAsync()
    {
        lock (_gate)
        {
            if (_set)
            {
                _set = false;
                return Task.CompletedTask;
            }

            _waiter = scheduler.Completion<bool>();
            return _waiter.Task;
        }
    }
}
