namespace OrderGrains.Engine;

/// <summary>
/// The one loop of a lane: asked while it runs, it runs once more. For a scheduler that runs one of its tasks at a time; made and called there.
/// </summary>
/// <param name="work">What it does each time; never throws.</param>
/// <param name="isRestless">Whether something else is in hand, so that the lane is not quiet though the loop rests.</param>
internal sealed class WorkLoop(Func<Task> work, Func<bool> isRestless)
{
    private TaskCompletionSource? _quiet;
    private bool _again;

    /// <summary>Whether nothing begins any more.</summary>
    public bool HasEnded { get; private set; }

    /// <summary>Whether it is at work.</summary>
    public bool IsRunning { get; private set; }

    /// <summary>Works; where it does already, once more after that.</summary>
    public void Ask() => _ = RunAsync();

    /// <summary>Does something else in the place of the work, which waits for it; nothing where the loop runs or has ended.</summary>
    /// <param name="other">Never throws.</param>
    public async Task InsteadAsync(Func<Task> other)
    {
        if (IsRunning || HasEnded)
        {
            return;
        }

        IsRunning = true;
        await other();
        IsRunning = false;
        if (_again)
        {
            Ask();
        }
        else
        {
            TellWhereQuiet();
        }
    }

    /// <summary>Nothing begins any more; what is under way ends.</summary>
    public void End() => HasEnded = true;

    /// <summary>Completes when the lane only waits.</summary>
    public Task QuietAsync() => IsQuiet ? Task.CompletedTask : (_quiet ??= new()).Task;

    /// <summary>Something that kept the lane from being quiet has changed.</summary>
    public void TellWhereQuiet()
    {
        if (_quiet is { } quiet && IsQuiet)
        {
            _quiet = null;
            quiet.TrySetResult();
        }
    }

    private bool IsQuiet => !IsRunning && !isRestless();

    private async Task RunAsync()
    {
        if (IsRunning || HasEnded)
        {
            _again = true;
            return;
        }

        IsRunning = true;
        do
        {
            _again = false;
            await work();
        }
        while (_again && !HasEnded);
        IsRunning = false;
        TellWhereQuiet();
    }
}
