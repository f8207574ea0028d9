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

    /// <summary>Starts work on the caller's thread, which has it back when the work first waits. The work must not throw.</summary>
    public virtual void StartHere<T>(Func<T, Task> work, T with) => Start(() => work(with));

    /// <summary>A completion of which <see cref="CompleteHere"/> and <see cref="CompleteElsewhere"/> say where its one waiter goes on.</summary>
    public virtual TaskCompletionSource<T> DirectCompletion<T>() => Completion<T>();

    /// <summary>Completes a direct completion; its waiter goes on within this call, as far as it can.</summary>
    public virtual void CompleteHere<T>(TaskCompletionSource<T> completion, T result) => Complete(completion, result);

    /// <summary>Completes a direct completion; its waiter goes on outside this call.</summary>
    public virtual void CompleteElsewhere<T>(TaskCompletionSource<T> completion, T result) => Complete(completion, result);

    /// <summary>Fails a direct completion; its waiter goes on outside this call.</summary>
    public virtual void FailElsewhere<T>(TaskCompletionSource<T> completion, Exception exception) => Fail(completion, exception);

    /// <summary>A completion whose waiters never run inside <see cref="Complete"/> or <see cref="Fail"/>.</summary>
    public abstract TaskCompletionSource<T> Completion<T>();

    /// <summary>Completes; does nothing where it was completed before.</summary>
    public virtual void Complete<T>(TaskCompletionSource<T> completion, T result) => completion.TrySetResult(result);

    /// <summary>Fails; does nothing where it was completed before.</summary>
    public virtual void Fail<T>(TaskCompletionSource<T> completion, Exception exception) => completion.TrySetException(exception);

    private sealed class Pool : WorkScheduler
    {
        public override void Start(Func<Task> work) => _ = Task.Run(work);

        public override void StartHere<T>(Func<T, Task> work, T with) => _ = work(with);

        public override TaskCompletionSource<T> Completion<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);

        public override TaskCompletionSource<T> DirectCompletion<T>() => new();

        public override void CompleteElsewhere<T>(TaskCompletionSource<T> completion, T result) =>
            System.Threading.ThreadPool.UnsafeQueueUserWorkItem(static its => its.completion.TrySetResult(its.result), (completion, result), preferLocal: false);

        public override void FailElsewhere<T>(TaskCompletionSource<T> completion, Exception exception) =>
            System.Threading.ThreadPool.UnsafeQueueUserWorkItem(static its => its.completion.TrySetException(its.exception), (completion, exception), preferLocal: false);
    }
}
