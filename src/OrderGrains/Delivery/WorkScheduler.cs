namespace OrderGrains;

/// <summary>
/// Where an engine's own work goes on: the thread pool. A simulation has one of its own, which runs everything on one thread in an
/// order that it chooses (docs/decisions/0012-the-simulated-store.md).
/// </summary>
public abstract class WorkScheduler
{
    /// <summary>The process's thread pool.</summary>
    public static readonly WorkScheduler ThreadPool = new Pool();

    /// <summary>Starts work; does not run any of it before it returns. The work must not throw.</summary>
    public abstract void Start(Func<Task> work);

    /// <summary>A completion whose waiters never run inside <see cref="Complete"/> or <see cref="Fail"/>.</summary>
    public abstract TaskCompletionSource<T> Completion<T>();

    /// <summary>Completes; does nothing where it was completed before.</summary>
    public virtual void Complete<T>(TaskCompletionSource<T> completion, T result) => completion.TrySetResult(result);

    /// <summary>Fails; does nothing where it was completed before.</summary>
    public virtual void Fail<T>(TaskCompletionSource<T> completion, Exception exception) => completion.TrySetException(exception);

    private sealed class Pool : WorkScheduler
    {
        public override void Start(Func<Task> work) => _ = Task.Run(work);

        public override TaskCompletionSource<T> Completion<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
