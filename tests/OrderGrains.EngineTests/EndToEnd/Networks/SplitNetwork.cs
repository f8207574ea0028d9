using System.Diagnostics;
using System.Text.RegularExpressions;
using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests.EndToEnd.Networks;

/// <summary>
/// Machines on one network, as namespaces on a bridge that this process is on as well. Two of them at a time can be made to lose sight of each other: what one sends the
/// other is dropped, and nobody is told. Gone when disposed.
/// </summary>
internal sealed partial class SplitNetwork : IAsyncDisposable
{
    /// <summary>This process's address on it.</summary>
    public const string Here = "10.213.7.1";

    private static readonly string s_bridge = $"og{Environment.ProcessId}";
    private readonly int _machines;

    private SplitNetwork(int machines) => _machines = machines;

    /// <summary>What is missing for tests with it.</summary>
    public static string? Missing { get; } = Tried();

    /// <summary>A machine's address.</summary>
    public static string AddressOf(int machine) => $"10.213.7.{10 + machine}";

    /// <summary>The command that runs another on a machine.</summary>
    public static string[] On(int machine) => ["ip", "netns", "exec", NameOf(machine)];

    /// <summary>Makes it.</summary>
    /// <param name="machines">How many, numbered from 0.</param>
    public static async Task<SplitNetwork> StartAsync(int machines)
    {
        await RemoveLeftBehindAsync();
        await RunAsync($"link add {s_bridge} type bridge");
        await RunAsync($"addr add {Here}/24 dev {s_bridge}");
        await RunAsync($"link set {s_bridge} up");
        foreach (var machine in Enumerable.Range(0, machines))
        {
            var name = NameOf(machine);
            await RunAsync($"netns add {name}");
            await RunAsync($"link add {name} type veth peer name eth0 netns {name}");
            await RunAsync($"link set {name} master {s_bridge} up");
            await RunAsync($"-n {name} link set lo up");
            await RunAsync($"-n {name} addr add {AddressOf(machine)}/24 dev eth0");
            await RunAsync($"-n {name} link set eth0 up");
        }

        return new(machines);
    }

    /// <summary>Two machines lose sight of each other, and of nobody else.</summary>
    public static Task SplitAsync(int one, int other) => Task.WhenAll(IsolateAsync(one, "on"), IsolateAsync(other, "on"));

    /// <summary>They see each other again.</summary>
    public static Task HealAsync(int one, int other) => Task.WhenAll(IsolateAsync(one, "off"), IsolateAsync(other, "off"));

    public async ValueTask DisposeAsync()
    {
        foreach (var machine in Enumerable.Range(0, _machines))
        {
            await RunAsync($"link del {NameOf(machine)}");
            await RunAsync($"netns del {NameOf(machine)}");
        }

        await RunAsync($"link del {s_bridge}");
    }

    /// <summary>A process that was killed leaves its network behind, which has the same addresses.</summary>
    private static async Task RemoveLeftBehindAsync()
    {
        foreach (var link in LeftBehindIn("/sys/class/net"))
        {
            await RunAsync($"link del {link}");
        }

        foreach (var machine in LeftBehindIn("/run/netns"))
        {
            await RunAsync($"netns del {machine}");
        }
    }

    private static string[] LeftBehindIn(string folder) => !Directory.Exists(folder) ? [] :
    [
        .. Directory.EnumerateFileSystemEntries(folder).Select(path => Path.GetFileName(path))
            .Where(name => OneOfThese().Match(name) is { Success: true } match && !Directory.Exists($"/proc/{match.Groups[1].Value}")),
    ];

    [GeneratedRegex(@"^og(\d+)(m\d+)?$")]
    private static partial Regex OneOfThese();

    private static string NameOf(int machine) => $"{s_bridge}m{machine}";

    private static Task IsolateAsync(int machine, string isolated) => RunAsync($"link set dev {NameOf(machine)} type bridge_slave isolated {isolated}");

    private static Task RunAsync(string command) => ServerProcess.RunAsync(["ip", .. command.Split(' ')]);

    /// <summary>Not every root may do so, as in a container.</summary>
    private static string? Tried()
    {
        if (!Environment.IsPrivilegedProcess || ServerProcess.Find("ip", "/usr/sbin", "/sbin") is null)
        {
            return "Networks can be made by root, with iproute2.";
        }

        var tried = $"{s_bridge}t";
        using var shell = Process.Start(new ProcessStartInfo("/bin/sh",
        [
            "-c", $"ip netns add {tried} && ip link add {tried} type bridge; made=$?; ip link del {tried}; ip netns del {tried}; exit $made",
        ]) { RedirectStandardError = true }.WithoutThem())!;
        shell.WaitForExit();
        return shell.ExitCode == 0 ? null : "This root may make no networks.";
    }
}

/// <summary>A test class that needs networks of its own.</summary>
public sealed class NeedsNetworksAttribute : NeedsAttribute
{
    /// <inheritdoc/>
    public override string? Missing => SplitNetwork.Missing;
}
