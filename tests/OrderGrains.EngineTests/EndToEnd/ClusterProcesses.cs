using System.Collections.Concurrent;
using System.Net;
using System.Text.Json.Nodes;
using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests.EndToEnd;

/// <summary>Two processes of the program, each a silo that also serves HTTP, on one storage; their vendors live in this process.</summary>
/// <param name="storage">What the processes share; gone when disposed.</param>
/// <param name="arguments">How they find it.</param>
internal sealed class ClusterProcesses(IAsyncDisposable storage, params string[] arguments) : IAsyncDisposable
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(60) };
    private readonly TemporaryFolder _folder = new();
    private readonly int[] _ports = TestSupport.Ports.Free(4);
    private readonly SiloProcess?[] _silos = new SiloProcess?[2];
    private readonly ConcurrentQueue<SiloProcess> _started = [];
    private readonly Uri?[] _addresses = new Uri?[2];
    private readonly int[] _underWay = new int[2];

    public Vendors Vendors { get; private set; } = null!;

    /// <summary>Where the vendors listen.</summary>
    public string VendorsAddress { get; init; } = "127.0.0.1";

    /// <summary>Where each of them runs: the command that it is started by, and its own arguments. Without, on this machine as it is.</summary>
    public IReadOnlyList<(string[] Under, string[] Arguments)> Places { get; init; } = [([], []), ([], [])];

    /// <summary>Of both: for silos, and for gateways.</summary>
    public IReadOnlyList<int> Ports => _ports;

    /// <summary>One of them.</summary>
    public SiloProcess this[int silo] => _silos[silo]!;

    /// <summary>Where one of them listens.</summary>
    public Uri AddressOf(int silo) => _addresses[silo]!;

    /// <summary>What all of them have written.</summary>
    public string Output => string.Join("\n----\n", _started.Select(silo => silo.Output));

    public async Task StartAsync()
    {
        Vendors = await Vendors.StartAsync(VendorsAddress);
        _folder.Write("settings.json", Acme.Settings(Vendors.Address, "00:00:01"));
        await Task.WhenAll(StartAsync(0), StartAsync(1));
    }

    /// <summary>Starts one of them, on the ports that it had.</summary>
    public async Task StartAsync(int silo)
    {
        _silos[silo] = SiloProcess.StartUnder(
            Places[silo].Under,
            _folder.Path,
            _folder["settings.json"],
            [
                .. arguments,
                $"--OrderGrains:Cluster:SiloPort={_ports[silo]}",
                $"--OrderGrains:Cluster:GatewayPort={_ports[silo + 2]}",
                .. Places[silo].Arguments,
            ]);
        _started.Enqueue(_silos[silo]!);
        _addresses[silo] = await _silos[silo]!.ListeningAsync();
        Vendors.Hub = _addresses[silo];
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync(int silo)
    {
        _addresses[silo] = null;
        Vendors.Hub = _addresses[1 - silo];
        await _silos[silo]!.DisposeAsync();
    }

    /// <summary>Stops one as a rollout does: out of the proxy first, then, when what the proxy sent it is answered, the signal.</summary>
    public async Task<int> StopAsync(int silo)
    {
        _addresses[silo] = null;
        Vendors.Hub = _addresses[1 - silo];
        await Within.Until(() => Volatile.Read(ref _underWay[silo]) == 0, "the proxy's drain");
        _silos[silo]!.Terminate();
        return await _silos[silo]!.ExitAsync("the stop");
    }

    /// <summary>Posts an OPABOX order to one of them; null where nobody answered.</summary>
    public async Task<HttpStatusCode?> PostAsync(int silo, string order, int status)
    {
        var chosen = _addresses[silo] is null ? 1 - silo : silo;
        Interlocked.Increment(ref _underWay[chosen]);
        try
        {
            // Taken out in between, or both are away: the next try finds the other.
            return _addresses[chosen] is { } address ? await PostAsync(address, order, status)
                : _addresses[1 - chosen] is not null ? await PostAsync(1 - chosen, order, status) : null;
        }
        finally
        {
            Interlocked.Decrement(ref _underWay[chosen]);
        }
    }

    private async Task<HttpStatusCode?> PostAsync(Uri address, string order, int status)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, $"/hooks/{Acme.Name}/opabox/orders"));
        request.Content = new ByteArrayContent(Sample.Opabox(status, order));
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add("x-api-key", Acme.OpaboxKey);
        try
        {
            using var answer = await _http.SendAsync(request);
            return answer.StatusCode;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return null; // It died meanwhile: its sender knows nothing, and sends again.
        }
    }

    /// <summary>An order once it looks right.</summary>
    public async Task<OrderSeen> OrderAsync(string order, Func<OrderSeen, bool> right, string phase) => (await Within.Until(
        () => ReadAsync(order), seen => seen is not null && right(seen), phase, () => Output))!;

    /// <summary>An order as one that runs shows it; null where it cannot be read now.</summary>
    public async Task<OrderSeen?> ReadAsync(string order)
    {
        var address = _addresses.Where((address, silo) => address is not null && _silos[silo]!.Runs).First()!;
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, $"/api/orders/{Acme.Name}/opabox/{order}"));
        request.Headers.Add("X-Api-Key", Acme.OperatorKey);
        using var answer = await _http.SendAsync(request);
        return answer.IsSuccessStatusCode ? new(JsonNode.Parse(await answer.Content.ReadAsStringAsync())!) : null;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var silo in _silos.OfType<SiloProcess>())
        {
            await silo.DisposeAsync();
        }

        await (Vendors?.DisposeAsync() ?? ValueTask.CompletedTask);
        await storage.DisposeAsync();
        _http.Dispose();
        _folder.Dispose();
    }
}
