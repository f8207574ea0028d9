using System.Net;
using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests.Deploy;

/// <summary><c>deploy/tls.conf</c> in nginx, before a hub on the same machine.</summary>
[NeedsNginx]
public sealed class TlsTests : IAsyncLifetime
{
    private const string Hook = "/hooks/acme/vtex/path-secret-of-acme/order-hook";

    private readonly int[] _ports = Ports.Free(2);
    private readonly Nginx _nginx = new();
    private StandInGateway _hub = null!;

    public async Task InitializeAsync()
    {
        await _nginx.WithTls(_ports[0], _ports[1]).StartAsync("tls.conf");
        _hub = await StandInGateway.StartAsync(IPAddress.Loopback, _ports[1]);
    }

    public async Task DisposeAsync()
    {
        await _nginx.DisposeAsync();
        await _hub.DisposeAsync();
    }

    [Theory]
    [InlineData("127.0.0.5", Hook, HttpStatusCode.OK)]
    [InlineData("127.0.0.5", "/api/orders", HttpStatusCode.Forbidden)]
    [InlineData("127.0.0.5", "/metrics", HttpStatusCode.Forbidden)]
    [InlineData("127.0.0.5", "/console", HttpStatusCode.Forbidden)]
    [InlineData("127.0.0.1", "/api/orders", HttpStatusCode.OK)]
    public async Task Hooks_are_for_everybody_and_the_rest_is_for_those_inside(string from, string path, HttpStatusCode expected)
    {
        using var answer = await PostAsync(from, path);
        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task The_hub_is_told_the_senders_address_and_TLS_and_nothing_that_the_sender_says_of_them()
    {
        _hub.Answer = StandInGateway.TellForwarded;
        using var answer = await PostAsync("127.0.0.5", Hook);
        Assert.Equal("127.0.0.5 https", await answer.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task While_the_hub_is_away_senders_are_asked_to_come_again_and_the_log_says_so_without_a_path()
    {
        await _hub.DisposeAsync();
        using var answer = await PostAsync("127.0.0.5", Hook);

        Assert.Equal((503, "2"), ((int)answer.StatusCode, answer.Headers.RetryAfter?.ToString()));
        var written = await Within.Until(() => Task.FromResult(_nginx.Logs), logs => logs.Contains("POST 503 ", StringComparison.Ordinal), "the failure is logged");
        Assert.Contains(" hub 502 ", written, StringComparison.Ordinal);
        Assert.DoesNotContain("/hooks", written, StringComparison.Ordinal);
    }

    /// <summary>Posts from an address of this machine, of which nginx takes one alone for one from inside.</summary>
    private async Task<HttpResponseMessage> PostAsync(string from, string path)
    {
        using var http = new HttpClient(new SocketsHttpHandler
        {
            SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == SelfSigned.Subject },
            ConnectCallback = (context, cancellationToken) => Nginx.ConnectAsync(from, context.DnsEndPoint, cancellationToken),
        });
        http.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9");
        http.DefaultRequestHeaders.Add("X-Forwarded-Proto", "http");
        return await http.PostAsync(new Uri($"https://127.0.0.1:{_ports[0]}{path}"), new StringContent("{}"));
    }
}
