namespace OrderGrains;

/// <summary>Counts work under way, so that a stop can wait for the last of it.</summary>
/// <param name="scheduler">Where the work runs.</param>
public sealed class Outstanding(WorkScheduler scheduler)
{
    private readonly Lock _gate = new();
    private TaskCompletionSource<bool>? _idle;
    private int _count;

    /// <summary>How much is under way.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Starts work. The work must turn every failure of its own into a value or a log line.</summary>
    public void Start(Func<Task> work)
    {
        Begin();
        scheduler.Start(() => RunAsync(work));
    }

    /// <summary>Completes when nothing is under way.</summary>
    public Task WhenIdleAsync()
    {
        lock (_gate)
        {
            return _count == 0 ? Task.CompletedTask : (_idle ??= scheduler.Completion<bool>()).Task;
        }
    }

    /// <summary>Counts work that its caller starts; <see cref="End"/> has to follow.</summary>
    public void Begin()
    {
        lock (_gate)
        {
            _count++;
        }
    }

    /// <summary>Ends what <see cref="Begin"/> began.</summary>
    public void End()
    {
        TaskCompletionSource<bool>? idle = null;
        lock (_gate)
        {
            if (--_count == 0)
            {
                (idle, _idle) = (_idle, null);
            }
        }

        if (idle is not null)
        {
            scheduler.Complete(idle, true);
        }
    }

    private async Task RunAsync(Func<Task> work)
    {
        try
        {
            await work().ConfigureAwait(false);
        }
        finally
        {
            End();
        }
    }
}
