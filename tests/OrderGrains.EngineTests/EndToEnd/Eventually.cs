using System.Runtime.CompilerServices;

namespace OrderGrains.EngineTests.EndToEnd;

/// <summary>
/// Waits for what another process does. It signals nothing to this one, so it is asked again and again, on the system's clock:
/// there is no other that both share.
/// </summary>
internal static class Eventually
{
    /// <summary>Beyond any wait that the program may make here, an open breaker's 30 s included.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Asks until the answer is right; what happened so far is told where that does not come.</summary>
    public static async Task<T> Is<T>(
        Func<Task<T>> ask, Func<T, bool> right, Func<string> soFar, [CallerArgumentExpression(nameof(right))] string phase = "")
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var answer = await ask();
            if (right(answer))
            {
                return answer;
            }

            if (TimeProvider.System.GetElapsedTime(started) > Patience)
            {
                throw new TimeoutException($"Hung in: {phase}\nLast: {answer}\n{soFar()}");
            }

            await Task.Delay(Pause, TimeProvider.System);
        }
    }
}
