using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using OrderGrains.EngineTests.Store.Postgres;
using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests.EndToEnd;

/// <summary>Two silos that know each other by certificates (docs/cluster.md, "TLS between processes").</summary>
[NeedsPostgres]
[Collection(EndToEndTests.Name)]
public sealed class ClusterTlsTests : IAsyncLifetime
{
    private const int Orders = 12; // Some of them on either silo, whichever is asked.

    private readonly ClusterCertificates _certificates = new();
    private readonly TemporaryFolder _folder = new();
    private string[] _storage = [];
    private ClusterProcesses _cluster = null!;

    private string[] Tls =>
    [
        $"--OrderGrains:Cluster:Tls:CertificateFile={_folder["peer.pem"]}", $"--OrderGrains:Cluster:Tls:KeyFile={_folder["peer.key"]}",
        $"--OrderGrains:Cluster:Tls:CaFile={_folder["ca.pem"]}",
    ];

    public async Task InitializeAsync()
    {
        _certificates.Write(_folder);
        var database = await TestDatabase.CreateAsync();
        _storage = ["--OrderGrains:Storage:Kind=Postgres", $"--OrderGrains:Storage:ConnectionString={database.ConnectionString}"];
        _cluster = new(database, [.. _storage, .. Tls]);
        await _cluster.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _cluster.DisposeAsync();
        _folder.Dispose();
        _certificates.Dispose();
    }

    [Fact]
    public async Task They_work_together_and_whoever_has_no_certificate_of_theirs_is_refused()
    {
        for (var order = 0; order < Orders; order++)
        {
            Assert.Equal(HttpStatusCode.OK, await _cluster.PostAsync(order % 2, $"tls-{order}", 2));
        }

        for (var order = 0; order < Orders; order++)
        {
            await _cluster.OrderAsync($"tls-{order}", seen => seen is { Vtex: "Approved", Settled: true }, $"tls-{order} settles");
        }

        foreach (var port in _cluster.Ports)
        {
            using var others = new ClusterCertificates();
            using var stranger = others.Make();
            using var member = _certificates.Make();
            await using var let = await ConnectAsync(port, member);
            var said = let.ReadAsync(new byte[1]).AsTask(); // At the one port the silo speaks first, at the other the member has to.
            Assert.True(await IsRefusedAsync(port, null), $"Without a certificate, at {port}");
            Assert.True(await IsRefusedAsync(port, stranger), $"With one of another authority, at {port}");
            Assert.True(!said.IsCompleted || await said == 1, $"A member, at {port}");
        }
    }

    [Fact]
    public async Task A_gateway_without_TLS_finds_no_silo_and_one_with_it_does()
    {
        var file = _folder.Write("settings.json", Acme.Settings(_cluster.Vendors.Address, "00:00:01"));
        string[] gateway = [.. _storage, "--OrderGrains:Role=Gateway", "--urls", "http://127.0.0.1:0"];
        await using var plain = SiloProcess.StartInDevelopment(_folder.Path, file, gateway);
        await using var member = SiloProcess.StartInDevelopment(_folder.Path, file, [.. gateway, .. Tls]);
        using var http = new HttpClient();
        var ready = new Uri(await member.ListeningAsync(), "/health/ready");
        await Within.Until(() => http.GetAsync(ready), answer => answer.IsSuccessStatusCode, "the gateway with TLS serves", () => member.Output);

        // It never listens, since it serves once a silo is there.
        await Within.Until(
            () => Task.FromResult(plain.Output), output => output.Contains("Connection attempt to endpoint", StringComparison.Ordinal), "the other is let in by none", () => plain.Output);
        Assert.DoesNotContain("Listening on", plain.Output, StringComparison.Ordinal);
    }

    private async Task<bool> IsRefusedAsync(int port, X509Certificate2? certificate)
    {
        try
        {
            await using var stream = await ConnectAsync(port, certificate);
            return await Within.Reason(stream.ReadAsync(new byte[1]).AsTask()) == 0;
        }
        catch (Exception exception) when (exception is IOException or AuthenticationException)
        {
            return true;
        }
    }

    /// <summary>A connection on which TLS is agreed upon, as far as this side knows.</summary>
    private async Task<Stream> ConnectAsync(int port, X509Certificate2? certificate)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, port);
        var stream = new SslStream(new NetworkStream(socket, ownsSocket: true), false, (_, shown, _, _) => shown?.Issuer == _certificates.Authority.Subject);
        await Within.Reason(stream.AuthenticateAsClientAsync(new SslClientAuthenticationOptions
        {
            TargetHost = "ordergrains", ClientCertificates = certificate is null ? [] : [certificate],
        }));
        return stream;
    }
}
