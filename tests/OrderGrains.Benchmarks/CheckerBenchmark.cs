namespace OrderGrains.Benchmarks;

/// <summary>
/// OrderChecker at 200 edits a second over 1,000 carts, each edit committed to disk before its answer: with the catalog in a file,
/// with VTEX's simulation 50 ms away, and with a simulation that hangs. Each beside the floor of the same run: an endpoint that only
/// parses the same body and answers. Clients, hub and stand-in share the machine.
/// </summary>
internal static class CheckerBenchmark
{
    private const int PerSecond = 200;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Simulation = TimeSpan.FromMilliseconds(50);

    /// <summary>The tenants' deadline, and half a second for the hub itself.</summary>
    private static readonly TimeSpan Promised = new CheckerSettings().Deadline + TimeSpan.FromMilliseconds(500);

    // The breaker is open for 30 s from about 2.5 s on: both hanging runs have to end within that.
    private static readonly TimeSpan Hanging = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestOpen = TimeSpan.FromSeconds(20);

    /// <summary>Runs it and prints the figures.</summary>
    /// <param name="seconds">Length of each measured run.</param>
    public static async Task RunAsync(int seconds)
    {
        await using var hub = await CheckerHub.StartAsync();
        var edits = 0; // Goes on over all runs, so that no run repeats the edits of the one before.
        var time = TimeSpan.FromSeconds(seconds);
        Func<int, Task> Floor() => i => hub.EditAsync("/floor", i);
        Func<int, Task> Check(string tenant)
        {
            var first = Interlocked.Add(ref edits, 100 * CheckerHub.Carts);
            return i => hub.EditAsync($"/hooks/{tenant}/omnichat/order-checker", first + i);
        }

        Console.WriteLine($"{PerSecond} calls a second for {seconds} s, {CheckerHub.Carts} carts, {Environment.ProcessorCount} cores, load {Load()}");
        hub.SimulationTakes(Simulation);
        await OpenLoop.RunAsync(PerSecond, WarmUp, Floor());
        await OpenLoop.RunAsync(PerSecond, WarmUp, Check("file"));
        await OpenLoop.RunAsync(PerSecond, WarmUp, Check("vtex"));
        await PrintAsync("floor: parse and answer", time, Floor());
        await PrintAsync("catalog File", time, Check("file"));
        await PrintAsync("floor: the simulation alone", time, hub.SimulateAsync);
        await PrintAsync("catalog Vtex, 50 ms away", time, Check("vtex"));

        hub.SimulationTakes(TimeSpan.FromMinutes(9));
        var hanging = await PrintAsync("catalog Vtex hangs, 5 s", Hanging, Check("vtex"));
        var kept = hanging.Count(answer => answer <= Promised.TotalMilliseconds);
        Console.WriteLine($"  answered within {Promised.TotalSeconds} s: {kept} of {hanging.Length}");
        await PrintAsync("catalog Vtex, breaker open", time < LongestOpen ? time : LongestOpen, Check("vtex"));
        Console.WriteLine($"load at the end {Load()}");
    }

    private static async Task<double[]> PrintAsync(string name, TimeSpan time, Func<int, Task> send)
    {
        var times = await OpenLoop.RunAsync(PerSecond, time, send);
        Console.WriteLine(OpenLoop.Report(name, times));
        return times;
    }

    /// <summary>What else the machine does: its load averages; empty where it tells none.</summary>
    private static string Load() => File.Exists("/proc/loadavg") ? string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ')[..3]) : "unknown";
}
