using System.Globalization;
using OrderGrains.Benchmarks.Load;
using OrderGrains.Benchmarks.Strangers;

namespace OrderGrains.Benchmarks;

/// <summary>
/// Strangers keep nobody out: 300 webhooks a second of a tenant, a tenth of them each over a connection of its own, first alone, then beside 10,000 connections
/// that say nothing, 2,000 that send slowly, and a flood of wrong keys. Times count from the moment at which a webhook was to be sent. The hub has its default
/// settings, and shares the machine with all of them.
/// </summary>
internal static class StrangersBenchmark
{
    private const int PerSecond = 300;
    private const int Fresh = 30; // Of them, over a new connection each.
    private const int Idle = 10_000;
    private const int Slow = 2_000;
    private const int Guessers = 512;
    private const int Others = 1_000; // Files that are open besides.

    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(10);

    /// <summary>Runs it and prints the figures.</summary>
    /// <param name="seconds">Of each of the two.</param>
    public static async Task RunAsync(int seconds)
    {
        var idle = Math.Min(Idle, OpenFiles() - Slow - Guessers - Others);
        if (idle < Idle)
        {
            Console.WriteLine($"This process may not open as many files (ulimit -n): {idle:N0} idle connections instead of {Idle:N0}");
        }

        var folder = Directory.CreateTempSubdirectory("ordergrains-benchmark-").FullName;
        var command = ServerCommand.Silo(folder);
        var (process, hub) = await ServerProcess.StartAsync(command.Assembly, command.Args, command.Environment);
        await using var _ = process;
        try
        {
            await RunAsync(process, hub, idle, TimeSpan.FromSeconds(seconds));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task RunAsync(ServerProcess process, Uri hub, int idle, TimeSpan time)
    {
        var sequence = new Sequence();
        using var kept = new KnownSender(hub, sequence, keeps: true);
        using var fresh = new KnownSender(hub, sequence, keeps: false);
        Console.WriteLine($"{PerSecond} webhooks a second for {time.TotalSeconds:0} s, {Fresh} of them over new connections, {Environment.ProcessorCount} cores");
        await Task.WhenAll(OpenLoop.RunAsync(PerSecond - Fresh, WarmUp, kept.SendAsync), OpenLoop.RunAsync(Fresh, WarmUp, fresh.SendAsync));
        await MeasureAsync("alone", process, kept, fresh, time);

        using var stop = new CancellationTokenSource();
        var attacks = new Attacks();
        var idlers = new Crowd(hub, 10, 200, Attacks.IdleAsync);
        var slow = new Crowd(hub, 11, 40, Attacks.SlowHeadersAsync);
        var slowest = new Crowd(hub, 12, 40, Attacks.SlowBodyAsync);
        var guessers = new Crowd(hub, 13, 64, attacks.WrongKeysAsync);
        var all = Task.WhenAll(
            idlers.RunAsync(idle, stop.Token), slow.RunAsync(Slow / 2, stop.Token), slowest.RunAsync(Slow / 2, stop.Token), guessers.RunAsync(Guessers, stop.Token));
        await MeasureAsync("beside strangers", process, kept, fresh, time);
        Console.WriteLine($"open at the end: {idlers.Open:N0} idle, {slow.Open + slowest.Open:N0} slow, {guessers.Open:N0} with wrong keys");
        await stop.CancelAsync();
        await all;
        Console.WriteLine($"idle: {idlers}");
        Console.WriteLine($"slow headers: {slow}");
        Console.WriteLine($"slow bodies: {slowest}");
        Console.WriteLine($"wrong keys: {guessers}; {attacks.Refused.Unauthorized:N0} answers 401, {attacks.Refused.TooMany:N0} answers 429");
    }

    private static async Task MeasureAsync(string name, ServerProcess process, KnownSender kept, KnownSender fresh, TimeSpan time)
    {
        _ = (kept.Failures(), fresh.Failures());
        var before = process.ProcessorSeconds;
        var times = await Task.WhenAll(OpenLoop.RunAsync(PerSecond - Fresh, time, kept.SendAsync), OpenLoop.RunAsync(Fresh, time, fresh.SendAsync));
        var spent = (process.ProcessorSeconds - before) / time.TotalSeconds;
        foreach (var (how, of, sender) in new[] { ("kept connections", times[0], kept), ("new connections", times[1], fresh) })
        {
            var (refused, lost) = sender.Failures();
            Console.WriteLine($"{OpenLoop.Report($"{name}, {how}", of)}   {refused} refused, {lost} lost");
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {spent:0.00} cores, {process.WorkingSet / 1e6:0} MB"));
    }

    /// <summary>How many files this process may have open; any number where the system does not tell.</summary>
    private static int OpenFiles()
    {
        const string Limits = "/proc/self/limits";
        var line = File.Exists(Limits) ? File.ReadLines(Limits).FirstOrDefault(line => line.StartsWith("Max open files", StringComparison.Ordinal)) : null;
        var words = line?.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return words is [_, var soft, ..] && int.TryParse(soft, out var files) ? files : int.MaxValue;
    }
}
