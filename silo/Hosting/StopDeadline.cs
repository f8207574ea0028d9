namespace OrderGrains.Silo;

/// <summary>
/// Ends the process where it does not end by itself in time after the signal to stop, whatever it waits for: a line says what was left, and the line is the
/// last. What was acknowledged is kept by then; what was under way is as after a kill.
/// </summary>
/// <param name="stage">What a start or a stop is at.</param>
/// <param name="lifetime">Tells of the signal.</param>
/// <param name="error">Where it is said.</param>
internal sealed class StopDeadline(StopStage stage, IHostApplicationLifetime lifetime, TextWriter error) : IDisposable
{
    /// <summary>From the signal to the end.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(9);

    private static readonly TimeSpan LastWord = TimeSpan.FromMilliseconds(500);

    private readonly ManualResetEventSlim _ended = new();

    /// <summary>Watches from the signal on.</summary>
    public void Start() => lifetime.ApplicationStopping.Register(() => Begin(Watch));

    /// <summary>It ended by itself.</summary>
    public void Dispose() => _ended.Set();

    private void Watch()
    {
        if (_ended.Wait(Longest))
        {
            return;
        }

        Begin(() => error.WriteLine($"Ended {Longest.TotalSeconds:0} s after the signal to stop. Left: {stage.Now}.")).Join(LastWord); // Its reader may not read.
        Begin(() => Environment.Exit(ExitCode.Failed)).Join(LastWord); // What is told of an end may wait, too.
        Environment.FailFast(null);
    }

    /// <summary>Runs on a thread of its own: those of the pool may all be busy, or blocked.</summary>
    private static Thread Begin(ThreadStart work)
    {
        var thread = new Thread(work) { IsBackground = true };
        thread.Start();
        return thread;
    }
}

/// <summary>What a start or a stop is at. Services start one after another, and stop in the opposite order.</summary>
internal sealed class StopStage
{
    private volatile string _now = "opening the store";

    /// <summary>In words that go on after "left".</summary>
    public string Now
    {
        get => _now;
        set => _now = value;
    }
}

/// <summary>Stands between two services that start and stop, and says which is at it.</summary>
/// <param name="stage">Told of it.</param>
/// <param name="starting">What the service after it does as it starts, or while it runs.</param>
/// <param name="stopping">What the service before it does as it stops.</param>
internal sealed class StageMark(StopStage stage, string starting, string stopping) : IHostedService
{
    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        stage.Now = starting;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken)
    {
        stage.Now = stopping;
        return Task.CompletedTask;
    }
}
