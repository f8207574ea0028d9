using System.Net;
using System.Net.Sockets;

namespace OrderGrains.EngineTests.EndToEnd;

/// <summary>A hub before its first tenant, and one whose address is taken.</summary>
[Collection(EndToEndTests.Name)]
public sealed class EmptyHubTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _settingsFile;

    public EmptyHubTests() => _settingsFile = _folder.Write("settings.json", """{ "OrderGrains": { "Sandbox": { "Enabled": false } } }""");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task It_starts_is_ready_and_stops_without_a_complaint()
    {
        await using var silo = SiloProcess.Start(_folder.Path, _settingsFile);
        using var http = new HttpClient { BaseAddress = await silo.ListeningAsync() };
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/health/ready")).StatusCode);
        silo.Terminate();

        Assert.Equal(0, await silo.ExitAsync("the stop"));
        Assert.All(silo.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries), line => Assert.Contains(" INF ", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_its_address_is_taken_it_says_so_in_a_line_and_leaves_its_data_as_a_stop_does()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}";
        await using (var refused = SiloProcess.Start(_folder.Path, _settingsFile, "--urls", address))
        {
            Assert.Equal(1, await refused.ExitAsync("the refused start"));
            Assert.Equal($"Failed to bind to address {address}: address already in use.", refused.Output.Trim());
        }

        await using var next = SiloProcess.Start(_folder.Path, _settingsFile);
        await next.ListeningAsync();
        Assert.DoesNotContain("did not stop as it should", next.Output, StringComparison.Ordinal);
    }
}
