using System.Net;
using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests.EndToEnd;

/// <summary>A hub whose log nobody reads: the pipe is full, and stays so.</summary>
[Collection(EndToEndTests.Name)]
public sealed class StalledReaderTests : IDisposable
{
    private const int Connections = 1_000;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_thousand_connections_with_refused_bodies_are_answered_and_so_are_health_and_the_signal_to_stop()
    {
        var port = Ports.Free(1)[0];
        await using var silo = SiloProcess.StartUnread(_folder.Path, $"http://127.0.0.1:{port}");
        using var http = new HttpClient { BaseAddress = new($"http://127.0.0.1:{port}"), Timeout = Within.Patience };
        await Within.Until(() => StatusAsync(http, "/health/ready"), status => status == HttpStatusCode.OK, "the start");

        // A line of the log for each, which is more than a pipe holds.
        var answers = await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => RefusedAsync(http)));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(http, "/health/live"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(http, "/health/ready"));

        silo.Terminate();
        Assert.Equal(0, await silo.ExitAsync("the stop"));
    }

    private static async Task<HttpStatusCode?> StatusAsync(HttpClient http, string path)
    {
        try
        {
            using var answer = await http.GetAsync(path);
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null; // It does not listen yet.
        }
    }

    private static async Task<HttpStatusCode> RefusedAsync(HttpClient http)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/hooks/sandbox/opabox/orders") { Content = new StringContent("no JSON") };
        request.Headers.Add("x-api-key", "sandbox-opabox");
        request.Headers.ConnectionClose = true; // Each its own connection.
        using var answer = await http.SendAsync(request);
        return answer.StatusCode;
    }
}
