using System.Runtime.CompilerServices;

namespace OrderGrains.EngineTests.Support;

/// <summary>Waits for something that must happen; a hang fails with the name of the phase.</summary>
public static class Within
{
    /// <summary>Longer than anything takes that does not hang, on however busy a machine.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    public static async Task<T> Reason<T>(Task<T> task, [CallerArgumentExpression(nameof(task))] string phase = "")
    {
        try
        {
            return await task.WaitAsync(Patience);
        }
        catch (TimeoutException exception)
        {
            throw new TimeoutException($"Hung in: {phase}", exception);
        }
    }

    public static async Task Reason(Task task, [CallerArgumentExpression(nameof(task))] string phase = "") =>
        await Reason(Done(task), phase);

    /// <summary>Asks again and again until the answer is right.</summary>
    public static async Task<T> Until<T>(Func<Task<T>> ask, Func<T, bool> right, [CallerArgumentExpression(nameof(right))] string phase = "")
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
                throw new TimeoutException($"Hung in: {phase}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System);
        }
    }

    private static async Task<bool> Done(Task task)
    {
        await task;
        return true;
    }
}
