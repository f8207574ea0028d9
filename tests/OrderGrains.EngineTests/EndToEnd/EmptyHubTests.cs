using System.Net;
using System.Net.Sockets;

namespace OrderGrains.EngineTests.EndToEnd;

/// <summary>A hub before its first tenant, and one whose address is taken.</summary>
[Collection(EndToEndTests.Name)]
public sealed class EmptyHubTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ordergrains-").FullName;

    private string SettingsFile => Path.Combine(_folder, "settings.json");

    public Task InitializeAsync() => File.WriteAllTextAsync(SettingsFile, """{ "OrderGrains": { "Sandbox": { "Enabled": false } } }""");

    public Task DisposeAsync()
    {
        Directory.Delete(_folder, recursive: true);
        return Task.CompletedTask;
    }

    [Fact]
    public async Task It_starts_is_ready_and_stops_without_a_complaint()
    {
        await using var silo = SiloProcess.Start(_folder, SettingsFile);
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
        await using (var refused = SiloProcess.Start(_folder, SettingsFile, "--urls", address))
        {
            Assert.Equal(1, await refused.ExitAsync("the refused start"));
            Assert.Equal($"Failed to bind to address {address}: address already in use.", refused.Output.Trim());
        }

        await using var next = SiloProcess.Start(_folder, SettingsFile);
        await next.ListeningAsync();
        Assert.DoesNotContain("did not stop as it should", next.Output, StringComparison.Ordinal);
    }
}
