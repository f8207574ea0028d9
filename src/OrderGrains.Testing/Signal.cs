namespace OrderGrains.Testing;

/// <summary>Tells that something happened to those who wait for it, who look for themselves what it was. Safe from any thread, also under a lock.</summary>
internal sealed class Signal
{
    private TaskCompletionSource? _next;

    /// <summary>Completes when something happens from now on; to be taken before one looks.</summary>
    public Task Next
    {
        get
        {
            var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return (Interlocked.CompareExchange(ref _next, mine, null) ?? mine).Task;
        }
    }

    /// <summary>Something happened.</summary>
    public void Tell() => Interlocked.Exchange(ref _next, null)?.SetResult();
}
