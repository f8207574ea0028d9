using System.Collections.Concurrent;

namespace OrderGrains.EngineTests.Support;

/// <summary>The thread pool, with all that the engine starts on it counted. Work that asks for a completion waits for it: it sleeps.</summary>
internal sealed class CountingScheduler(WorkUnderWay all) : WorkScheduler
{
    private readonly ConcurrentDictionary<object, WorkUnderWay.Nap> _naps = new();

    public override void Start(Func<Task> work)
    {
        all.Begin();
        ThreadPool.Start(() => all.RunAsync(work));
    }

    public override void StartHere<T>(Func<T, Task> work, T with)
    {
        all.Begin();
        ThreadPool.StartHere(all.RunAsync, () => work(with));
    }

    public override TaskCompletionSource<T> Completion<T>()
    {
        var completion = ThreadPool.Completion<T>();
        if (all.Sleep() is { } nap)
        {
            _naps[completion] = nap;
        }

        return completion;
    }

    public override void Complete<T>(TaskCompletionSource<T> completion, T result)
    {
        Wake(completion);
        ThreadPool.Complete(completion, result);
    }

    public override void Fail<T>(TaskCompletionSource<T> completion, Exception exception)
    {
        Wake(completion);
        ThreadPool.Fail(completion, exception);
    }

    // A sender's: other work completes it, and is counted meanwhile.
    public override TaskCompletionSource<T> DirectCompletion<T>() => ThreadPool.DirectCompletion<T>();

    public override void CompleteHere<T>(TaskCompletionSource<T> completion, T result) => ThreadPool.CompleteHere(completion, result);

    public override void CompleteElsewhere<T>(TaskCompletionSource<T> completion, T result) => ThreadPool.CompleteElsewhere(completion, result);

    public override void FailElsewhere<T>(TaskCompletionSource<T> completion, Exception exception) => ThreadPool.FailElsewhere(completion, exception);

    private void Wake(object completion)
    {
        if (_naps.TryRemove(completion, out var nap))
        {
            nap.Wake();
        }
    }
}
