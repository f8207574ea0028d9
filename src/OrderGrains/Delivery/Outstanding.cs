namespace OrderGrains;

/// <summary>Counts work under way, so that a stop can wait for the last of it.</summary>
public sealed class Outstanding
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _idle;
    private int _count;

    /// <summary>How much is under way.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Starts work on the thread pool. The work must turn every failure of its own into a value or a log line.</summary>
    public void Start(Func<Task> work)
    {
        lock (_gate)
        {
            _count++;
        }

        _ = Task.Run(async () =>
        {
            try
            {
                await work().ConfigureAwait(false);
            }
            finally
            {
                End();
            }
        });
    }

    /// <summary>Completes when nothing is under way.</summary>
    public Task WhenIdleAsync()
    {
        lock (_gate)
        {
            return _count == 0
                ? Task.CompletedTask
                : (_idle ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
    }

    private void End()
    {
        lock (_gate)
        {
            if (--_count == 0)
            {
                _idle?.SetResult();
                _idle = null;
            }
        }
    }
}
