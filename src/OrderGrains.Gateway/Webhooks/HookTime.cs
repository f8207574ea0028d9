namespace OrderGrains.Gateway.Webhooks;

/// <summary>
/// How long a hook waits for orders, whatever holds them: its sender hangs up after five seconds, and is answered before. What was asked may still be done
/// then; a repeat has one effect.
/// </summary>
/// <param name="clock">Times it, from now on.</param>
/// <param name="longest">The most of all waits together.</param>
internal readonly struct HookTime(TimeProvider clock, TimeSpan longest)
{
    /// <summary>Of a hook that nobody watches: it is answered within 4 s, half a second of which is for all but the wait.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(3.5);

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    private readonly long _since = clock.GetTimestamp();

    /// <summary>What the orders answer.</summary>
    /// <exception cref="EngineUnavailableException">They did not in time.</exception>
    public async Task<T> For<T>(Task<T> asked)
    {
        if (asked.IsCompleted)
        {
            return await asked;
        }

        var left = longest - clock.GetElapsedTime(_since);
        using var late = new CancellationTokenSource(left > TimeSpan.Zero ? left : TimeSpan.Zero, clock);
        try
        {
            return await asked.WaitAsync(late.Token);
        }
        catch (OperationCanceledException exception) when (late.IsCancellationRequested)
        {
            throw new EngineUnavailableException("The order did not answer in time.", RetryAfter, exception);
        }
    }
}
