using System.Globalization;
using System.Text.Json;
using OrderGrains.Benchmarks.Load;

namespace OrderGrains.Benchmarks;

/// <summary>
/// Paid OPABOX orders through the hub to the sandbox and back: placed in VTEX, its result taken, BonifiQ told. The stand-ins run in the same
/// process, so the figure is of the two together; there is no bar.
/// </summary>
internal static class EndToEndBenchmark
{
    private const int Connections = 16;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Runs it and prints the figures.</summary>
    /// <param name="seconds">Of webhooks.</param>
    public static async Task RunAsync(int seconds)
    {
        var folder = Directory.CreateTempSubdirectory("ordergrains-benchmark-").FullName;
        try
        {
            var (server, address) = await ServerProcess.StartAsync(
                ServerCommand.SiloAssembly,
                ["--urls", "http://127.0.0.1:0", $"--OrderGrains:Storage:DataDirectory={ServerCommand.DataOf(folder)}"],
                new Dictionary<string, string> { ["ASPNETCORE_ENVIRONMENT"] = "Development" });
            await using var _ = server;
            var clock = TimeProvider.System;
            var sequence = new Sequence();
            var start = clock.GetTimestamp();
            var load = await HttpLoad.RunAsync(
                address, Connections, Task.Delay(TimeSpan.FromSeconds(2), clock), TimeSpan.FromSeconds(seconds),
                _ => new OpaboxRequests("/hooks/sandbox/opabox/orders", sequence, int.MaxValue, status: '2', key: "sandbox-opabox"), _ => { });
            using var client = new HttpClient { BaseAddress = address };
            client.DefaultRequestHeaders.Add("X-Api-Key", "sandbox-operator");
            for (var order = 0; order < sequence.Given; order++)
            {
                while (await StateAsync(client, order) is not ("Approved", "Pending") && clock.GetElapsedTime(start) < Patience)
                {
                    await Task.Delay(TimeSpan.FromMilliseconds(50), clock);
                }
            }

            var elapsed = clock.GetElapsedTime(start).TotalSeconds;
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{sequence.Given:N0} paid orders: webhooks {load.PerSecond:N0} a second, p50 {load.P50:0.0} ms, p99 {load.P99:0.0} ms; all placed, approved and told to BonifiQ after {elapsed:0.0} s, {sequence.Given / elapsed:N0} orders a second"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<(string? Vtex, string? BonifiQ)> StateAsync(HttpClient client, int order)
    {
        using var document = JsonDocument.Parse(
            await client.GetStringAsync($"/api/orders/sandbox/opabox/{order:D8}-185f-11eb-8e95-fb0cf7bfccb9"));
        return (document.RootElement.GetProperty("vtex").GetProperty("state").GetString(),
            document.RootElement.GetProperty("bonifiq").GetProperty("state").GetString());
    }
}
