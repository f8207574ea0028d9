namespace OrderGrains.Benchmarks;

/// <summary>
/// Sends at a fixed rate whatever the answers do, and times each from the moment at which it was to be sent: a server that falls
/// behind cannot slow the clock that measures it. A timer's own lateness, about a millisecond, is in every time, the floor's too.
/// </summary>
internal static class OpenLoop
{
    /// <summary>Times in milliseconds, sorted.</summary>
    public static async Task<double[]> RunAsync(int perSecond, TimeSpan time, Func<int, Task> send)
    {
        var clock = TimeProvider.System;
        var count = (int)(perSecond * time.TotalSeconds);
        var calls = new Task<double>[count];
        var start = clock.GetTimestamp();
        for (var i = 0; i < count; i++)
        {
            var due = TimeSpan.FromSeconds((double)i / perSecond);
            var wait = due - clock.GetElapsedTime(start);
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, clock);
            }

            calls[i] = TimeAsync(clock, start, due, i, send);
        }

        var times = await Task.WhenAll(calls);
        Array.Sort(times);
        return times;
    }

    /// <summary>A line of a report.</summary>
    public static string Report(string name, double[] times) =>
        $"{name,-36} {times.Length,6} calls   p50 {At(times, 0.50),7:0.00} ms   p99 {At(times, 0.99),7:0.00} ms   max {times[^1],7:0.00} ms";

    private static async Task<double> TimeAsync(TimeProvider clock, long start, TimeSpan due, int i, Func<int, Task> send)
    {
        await Task.Yield();
        await send(i);
        return (clock.GetElapsedTime(start) - due).TotalMilliseconds;
    }

    private static double At(double[] times, double share) => times[Math.Min(times.Length - 1, (int)(times.Length * share))];
}
