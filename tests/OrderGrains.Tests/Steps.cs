namespace OrderGrains.Tests;

/// <summary>Lets work go on whose waits are on a fake clock.</summary>
internal static class Steps
{
    /// <summary>Advances in small steps until a task is done, letting it run in between.</summary>
    public static async Task<T> RunAsync<T>(this FakeClock clock, Task<T> task, TimeSpan step, int maxSteps = 10_000)
    {
        for (var i = 0; i < maxSteps && !task.IsCompleted; i++)
        {
            for (var turn = 0; turn < 20 && !task.IsCompleted; turn++)
            {
                await Task.Yield();
            }

            clock.Advance(step);
        }

        Assert.True(task.IsCompleted, $"Not done after {maxSteps} steps of {step}.");
        return await task;
    }
}
