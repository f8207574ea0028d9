using System.Runtime.CompilerServices;

namespace OrderGrains.Testing;

/// <summary>
/// Waits for something that must happen; a hang fails with the name of the phase. Time is the machine's: what is waited for goes on by itself, in this process
/// or in another.
/// </summary>
internal static class Within
{
    /// <summary>Beyond any wait that the hub may make by the machine's clock, an open breaker's 30 s included.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <summary>Waits for a task.</summary>
    public static async Task<T> Reason<T>(Task<T> task, [CallerArgumentExpression(nameof(task))] string phase = "")
    {
        try
        {
            return await task.WaitAsync(Patience).ConfigureAwait(false);
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"Hung in: {phase}", exception);
        }
    }

    /// <summary>Waits for a task.</summary>
    public static async Task Reason(Task task, [CallerArgumentExpression(nameof(task))] string phase = "") =>
        await Reason(Done(task), phase).ConfigureAwait(false);

    /// <summary>Looks again whenever something happened, until it holds.</summary>
    /// <param name="happened">Told of whatever may have it hold.</param>
    /// <param name="holds">Whether it does.</param>
    /// <param name="phase">What is waited for.</param>
    public static Task Until(Signal happened, Func<bool> holds, [CallerArgumentExpression(nameof(holds))] string phase = "") =>
        Until(happened, () => Task.FromResult(holds()), static held => held, phase);

    /// <summary>Asks again whenever something happened, until the answer is right.</summary>
    /// <param name="happened">Told of whatever may change the answer.</param>
    /// <param name="ask">Asked.</param>
    /// <param name="right">Whether that is it.</param>
    /// <param name="phase">What is waited for.</param>
    public static async Task<T> Until<T>(
        Signal happened, Func<Task<T>> ask, Func<T, bool> right, [CallerArgumentExpression(nameof(right))] string phase = "")
    {
        while (true)
        {
            var next = happened.Next;
            var answer = await ask().ConfigureAwait(false);
            if (right(answer))
            {
                return answer;
            }

            await Reason(next, $"{phase}\nLast: {answer}").ConfigureAwait(false);
        }
    }

    /// <summary>Asks again and again until the answer is right: for what signals nothing, which is another process, or the framework's own work.</summary>
    /// <param name="ask">Asked.</param>
    /// <param name="right">Whether that is it.</param>
    /// <param name="phase">What is waited for.</param>
    /// <param name="soFar">What happened, told where it does not come.</param>
    public static async Task<T> Until<T>(
        Func<Task<T>> ask, Func<T, bool> right, [CallerArgumentExpression(nameof(right))] string phase = "", Func<string>? soFar = null)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var answer = await ask().ConfigureAwait(false);
            if (right(answer))
            {
                return answer;
            }

            if (TimeProvider.System.GetElapsedTime(started) is var elapsed && elapsed > Patience)
            {
                throw new TimeoutException($"Hung in: {phase}\nLast: {answer}\n{soFar?.Invoke()}");
            }

            // Soon at first; what takes longer is not asked more often than it can answer.
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Clamp(elapsed.TotalMilliseconds / 20, 1, 20)), TimeProvider.System).ConfigureAwait(false);
        }
    }

    /// <summary>Looks again and again until something holds.</summary>
    public static Task Until(Func<bool> holds, [CallerArgumentExpression(nameof(holds))] string phase = "") =>
        Until(() => Task.FromResult(holds()), static held => held, phase);

    private static async Task<bool> Done(Task task)
    {
        await task.ConfigureAwait(false);
        return true;
    }
}
