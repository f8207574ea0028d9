using System.Net;
using System.Text.Json.Nodes;
using OrderGrains.EngineTests.Deploy;
using OrderGrains.EngineTests.Store.Postgres;
using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests.EndToEnd.Disturbances;

/// <summary>
/// What docker-compose.yml starts, as processes on this machine: PostgreSQL, three silos, two gateways, and nginx with <c>deploy/proxy.conf</c>. The vendors live in
/// this process and reach the hub by the proxy as well.
/// </summary>
internal sealed class ProxiedCluster : IAsyncDisposable
{
    public const int Silos = 3;

    private static readonly IPAddress[] Addresses = [IPAddress.Parse("127.0.0.1"), IPAddress.Parse("127.0.0.2")];

    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _http = new();
    private readonly NameServer _names = new();
    private readonly Nginx _nginx = new();
    private readonly int[] _ports = Ports.Free(3 + (2 * Silos));
    private readonly SiloProcess[] _silos = new SiloProcess[Silos];
    private readonly SiloProcess[] _gateways = new SiloProcess[Addresses.Length];
    private readonly List<SiloProcess> _started = [];

    /// <summary>The database.</summary>
    public OwnPostgres Database { get; private set; } = null!;

    public Vendors Vendors { get; private set; } = null!;

    /// <summary>The proxy, as senders see it.</summary>
    public Uri Proxy => new($"http://127.0.0.1:{_ports[0]}");

    /// <summary>How many gateways there are.</summary>
    public static int Gateways => Addresses.Length;

    /// <summary>What all processes have written.</summary>
    public string Output => string.Join("\n----\n", _started.Select(process => process.Output));

    /// <summary>What the proxy has logged.</summary>
    public string ProxyLog => _nginx.Logs;

    /// <summary>A silo.</summary>
    public SiloProcess this[int silo] => _silos[silo];

    /// <summary>Starts all.</summary>
    /// <param name="program">The build; this one where none is named.</param>
    public async Task StartAsync(string? program = null)
    {
        Database = await OwnPostgres.StartAsync();
        Vendors = await Vendors.StartAsync();
        Vendors.Behaviour.NotificationRetryDelay = TimeSpan.FromSeconds(1); // As patient as the senders are.
        _folder.Write("settings.json", Acme.Settings(Vendors.Address, "00:00:05"));
        await Task.WhenAll(Enumerable.Range(0, Silos).Select(silo => StartSiloAsync(silo, program)));
        await Task.WhenAll(Enumerable.Range(0, Gateways).Select(gateway => StartGatewayAsync(gateway, program)));
        _names.Say(Addresses);
        await _nginx.WithProxy(_names.Address, _ports[0], _ports[1], _ports[2]).StartAsync("proxy.conf");
        Vendors.Hub = Proxy;
    }

    /// <summary>Starts a silo, on the ports that it had; how long it took until it was ready.</summary>
    public async Task<TimeSpan> StartSiloAsync(int silo, string? program = null)
    {
        var started = TimeProvider.System.GetTimestamp();
        _silos[silo] = Start(
            program,
            "--OrderGrains:Role=Silo",
            $"--OrderGrains:Cluster:SiloPort={_ports[3 + silo]}",
            $"--OrderGrains:Cluster:GatewayPort={_ports[3 + Silos + silo]}");
        await ReadyAsync(await _silos[silo].ListeningAsync());
        return TimeProvider.System.GetElapsedTime(started);
    }

    /// <summary>Starts a gateway, at the address that it had.</summary>
    public async Task StartGatewayAsync(int gateway, string? program = null)
    {
        _gateways[gateway] = Start(program, "--OrderGrains:Role=Gateway", "--urls", $"http://{Addresses[gateway]}:{_ports[2]}");
        await ReadyAsync(await _gateways[gateway].ListeningAsync());
    }

    /// <summary>kill -9.</summary>
    public async Task KillSiloAsync(int silo) => await _silos[silo].DisposeAsync();

    /// <summary>SIGTERM, and its end.</summary>
    public Task StopSiloAsync(int silo) => StopAsync(_silos[silo]);

    /// <summary>SIGTERM, and its end.</summary>
    public Task StopGatewayAsync(int gateway) => StopAsync(_gateways[gateway]);

    /// <summary>An order as operators see it, by the proxy; null where it cannot be read.</summary>
    public async Task<OrderSeen?> OrderAsync(string order)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"http://127.0.0.1:{_ports[1]}/api/orders/{Acme.Name}/opabox/{order}"));
        request.Headers.Add("X-Api-Key", Acme.OperatorKey);
        using var answer = await _http.SendAsync(request);
        return answer.IsSuccessStatusCode ? new(JsonNode.Parse(await answer.Content.ReadAsStringAsync())!) : null;
    }

    public async ValueTask DisposeAsync()
    {
        await _nginx.DisposeAsync();
        foreach (var process in _started)
        {
            await process.DisposeAsync();
        }

        await (Vendors?.DisposeAsync() ?? ValueTask.CompletedTask);
        await (Database?.DisposeAsync() ?? ValueTask.CompletedTask);
        _names.Dispose();
        _http.Dispose();
        _folder.Dispose();
    }

    private SiloProcess Start(string? program, params string[] arguments)
    {
        var process = SiloProcess.StartOf(
            program,
            _folder.Path,
            _folder["settings.json"],
            ["--OrderGrains:Storage:Kind=Postgres", $"--OrderGrains:Storage:ConnectionString={Database.ConnectionString}", .. arguments]);
        lock (_started)
        {
            _started.Add(process);
        }

        return process;
    }

    private async Task StopAsync(SiloProcess process)
    {
        process.Terminate();
        Assert.True(await process.ExitAsync("the stop") == 0, process.Output);
    }

    private Task ReadyAsync(Uri process) => Within.Until(
        async () =>
        {
            try
            {
                using var answer = await _http.GetAsync(new Uri(process, "/health/ready"));
                return answer.IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false; // A connection of the process that had this address before, or one that was cut while it starts.
            }
        },
        ready => ready,
        "it is ready",
        () => Output);
}
