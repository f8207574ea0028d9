using System.Net;
using System.Net.Sockets;
using OrderGrains.EngineTests.Deploy;
using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests.EndToEnd;

/// <summary>The program behind nginx with the files of <c>deploy</c>: whom it takes for the sender (docs/security.md, "Strangers").</summary>
[NeedsNginx]
[Collection(EndToEndTests.Name)]
public sealed class ClientAddressTests : IAsyncLifetime
{
    private const string Forged = "203.0.113.9";

    private readonly TemporaryFolder _folder = new();
    private readonly int[] _ports = Ports.Free(3);
    private readonly NameServer _names = new();
    private readonly Nginx _nginx = new();
    private SiloProcess _silo = null!;

    private int Senders => _ports[0];

    private int Hub => _ports[2];

    public async Task InitializeAsync()
    {
        var file = _folder.Write("settings.json", Acme.Settings(new("http://127.0.0.1:9"), "00:15:00"));
        _silo = SiloProcess.Start(_folder.Path, file, "--urls", $"http://127.0.0.1:{Hub}", "--OrderGrains:Connections:Proxies:0=127.0.0.1");
        await _silo.ListeningAsync();
    }

    public async Task DisposeAsync()
    {
        await _nginx.DisposeAsync();
        await _silo.DisposeAsync();
        _names.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Behind_the_proxy_of_a_cluster_it_is_the_one_who_connected_whatever_he_says()
    {
        _names.Say(IPAddress.Loopback);
        await _nginx.WithProxy(_names.Address, Senders, _ports[1], Hub).StartAsync("proxy.conf");

        await CountsAsync(new($"http://127.0.0.1:{Senders}"));
    }

    [Fact]
    public async Task Behind_the_proxy_of_one_machine_it_is_the_one_who_connected_whatever_he_says()
    {
        await _nginx.WithTls(Senders, Hub).StartAsync("tls.conf");

        await CountsAsync(new($"https://127.0.0.1:{Senders}"));
    }

    /// <summary>A stranger with a wrong key, and a known sender with a bad body: each refusal names the address that it is counted by.</summary>
    private async Task CountsAsync(Uri proxy)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, await PostAsync("127.0.0.5", proxy, "wrong"));
        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync("127.0.0.6", proxy, Acme.OpaboxKey));

        var written = await Within.Until(() => Task.FromResult(_silo.Output), output => output.Contains("Refused with 400", StringComparison.Ordinal), "both are told");
        Assert.Equal([("401", "127.0.0.5"), ("400", "127.0.0.6")], Refused(written));
        Assert.DoesNotContain(Forged, written, StringComparison.Ordinal);
    }

    private static IEnumerable<(string Status, string From)> Refused(string output) => output.Split('\n')
        .Where(line => line.Contains("Refused with ", StringComparison.Ordinal))
        .Select(line => (line.Split("Refused with ")[1][..3], line.TrimEnd().Split(" from ")[^1]));

    /// <summary>Posts what is no order from an address of this machine, and says that it comes from another.</summary>
    private static async Task<HttpStatusCode> PostAsync(string from, Uri proxy, string key)
    {
        using var http = new HttpClient(new SocketsHttpHandler
        {
            SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == SelfSigned.Subject },
            ConnectCallback = (context, cancellationToken) => Nginx.ConnectAsync(from, context.DnsEndPoint, cancellationToken),
        });
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(proxy, $"/hooks/{Acme.Name}/opabox/orders")) { Content = new StringContent("[]") };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add("x-api-key", key);
        request.Headers.Add("X-Forwarded-For", Forged);
        using var answer = await http.SendAsync(request);
        return answer.StatusCode;
    }
}
