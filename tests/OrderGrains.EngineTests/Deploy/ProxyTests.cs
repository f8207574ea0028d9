using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;
using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests.Deploy;

/// <summary><c>deploy/proxy.conf</c> in nginx, before gateways that all have one name.</summary>
[NeedsNginx]
public sealed class ProxyTests : IAsyncLifetime
{
    private const string Secret = "path-secret-of-acme";
    private const string Hook = $"/hooks/acme/vtex/{Secret}/order-hook?an=acme";

    private static readonly IPAddress One = IPAddress.Parse("127.0.0.1");
    private static readonly IPAddress Two = IPAddress.Parse("127.0.0.2");

    private readonly int[] _ports = Ports.Free(4);
    private readonly NameServer _names = new();
    private readonly List<StandInGateway> _gateways = [];
    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        SslOptions = { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == SelfSigned.Subject },
    });

    private readonly Nginx _nginx = new();

    private int Senders => _ports[0];

    private int Operators => _ports[1];

    private int Tls => _ports[2];

    public async Task InitializeAsync()
    {
        _nginx.WithProxy(_names.Address, Senders, Operators, _ports[3]);
        await StartAsync(One);
        _names.Say(One);
    }

    public async Task DisposeAsync()
    {
        await _nginx.DisposeAsync();
        foreach (var gateway in _gateways)
        {
            await gateway.DisposeAsync();
        }

        _names.Dispose();
        _http.Dispose();
    }

    [Fact]
    public async Task A_503_reaches_its_sender_as_the_hub_said_it_and_costs_nobody_else_anything()
    {
        await ServeAsync(One, Two);
        await StartAsync(Two);
        foreach (var gateway in _gateways)
        {
            gateway.Answer = http =>
            {
                var busy = http.Request.Query.ContainsKey("busy");
                (http.Response.StatusCode, http.Response.Headers.RetryAfter) = busy ? (503, "7") : (200, default);
                return http.Response.WriteAsync(busy ? "busy" : "fine");
            };
        }

        for (var round = 0; round < 20; round++)
        {
            using var busy = await SendAsync(Senders, "/hooks/acme/opabox/orders?busy");
            Assert.Equal((503, "7", "busy"), ((int)busy.StatusCode, busy.Headers.RetryAfter?.ToString(), await busy.Content.ReadAsStringAsync()));
            using var fine = await SendAsync(Senders, "/hooks/acme/opabox/orders");
            Assert.Equal(HttpStatusCode.OK, fine.StatusCode);
        }

        Assert.Equal(40, _gateways.Sum(gateway => gateway.Asked)); // Each webhook was sent to one gateway alone.
    }

    [Fact]
    public async Task A_gateway_that_is_gone_costs_no_webhook()
    {
        await ServeAsync(One, Two);

        for (var webhook = 0; webhook < 10; webhook++)
        {
            Assert.StartsWith($"{One} ", await TextAsync(Senders, Hook), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_gateway_that_is_silent_costs_no_webhook_and_a_slow_one_is_waited_for()
    {
        await ServeAsync(One, Two);
        await StartAsync(Two);
        _gateways[0].FallSilent();

        var texts = await Within.Reason(Task.WhenAll(Enumerable.Range(0, 8).Select(_ => TextAsync(Senders, Hook))));
        Assert.All(texts, text => Assert.StartsWith($"{Two} ", text, StringComparison.Ordinal));

        foreach (var gateway in _gateways)
        {
            gateway.Answer = async http =>
            {
                await Task.Delay(TimeSpan.FromSeconds(4), TimeProvider.System, http.RequestAborted); // As late as the hub ever is.
                http.Response.StatusCode = 503;
            };
        }

        var before = _gateways.Sum(gateway => gateway.Asked);
        using var late = await SendAsync(Senders, Hook);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, before + 1), (late.StatusCode, _gateways.Sum(gateway => gateway.Asked)));
        Assert.Null(late.Headers.RetryAfter); // It is the gateway's own.
    }

    [Theory]
    [InlineData("127.0.0.2", "does not listen")]
    [InlineData("255.255.255.255", "is no machine's")]
    [InlineData(null, "is not known")]
    public async Task With_no_gateway_left_senders_are_asked_to_come_again(string? address, string which)
    {
        await ServeAsync(address is null ? [] : [IPAddress.Parse(address)]);
        using var answer = await SendAsync(Senders, Hook);

        Assert.True(answer.Headers.RetryAfter?.ToString() == "2", which);
        Assert.Equal((503, "application/problem+json"), ((int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
    }

    [Fact]
    public async Task A_gateway_that_came_back_at_another_address_is_found()
    {
        await ServeAsync(One);
        Assert.StartsWith($"{One} ", await TextAsync(Senders, Hook), StringComparison.Ordinal);
        await StartAsync(Two);
        _names.Say(Two);

        await Within.Until(() => TextAsync(Senders, Hook), text => text.StartsWith($"{Two} ", StringComparison.Ordinal), "the name is asked again");
    }

    [Theory]
    [InlineData("/api/orders")]
    [InlineData("/console")]
    [InlineData("/metrics")]
    [InlineData("/")]
    [InlineData("/openapi/v1.json")]
    [InlineData("//api/orders")]
    [InlineData("/hooks/../api/orders")]
    [InlineData("/hooks/%2e%2e/api/orders")]
    [InlineData("/hooks/..%2fapi/orders")]
    [InlineData("/HOOKS/acme/opabox/orders")]
    public async Task From_outside_there_are_hooks_and_health_alone(string path)
    {
        await ServeAsync(One);
        using var answer = await SendAsync(Senders, path, HttpMethod.Get);

        Assert.Equal((HttpStatusCode.NotFound, 0), (answer.StatusCode, _gateways[0].Asked));
    }

    [Theory]
    [InlineData("/hooks/acme/vtex/secret/pvt/orders/MKP-OB%2D1/invoice?an=a%20b")]
    [InlineData("/health/ready")]
    public async Task What_is_passed_on_is_passed_on_as_it_was_written(string path)
    {
        await ServeAsync(One);
        Assert.Equal($"{One} {path}", await TextAsync(Senders, path));
    }

    [Fact]
    public async Task Operators_have_a_port_of_their_own()
    {
        await ServeAsync(One);
        foreach (var path in (string[])["/api/orders?q=OB-1", "/console", "/metrics", "/"])
        {
            Assert.Equal($"{One} {path}", await TextAsync(Operators, path));
        }
    }

    [Fact]
    public async Task A_failure_is_logged_and_never_with_a_path()
    {
        await ServeAsync(One);
        _gateways[0].FallSilent();
        using (var timeout = new CancellationTokenSource(TimeSpan.FromMilliseconds(200)))
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SendAsync(Senders, Hook, cancellationToken: timeout.Token)); // The sender hangs up.
        }

        (await SendAsync(Senders, Hook)).Dispose(); // Nobody answers in time.
        _gateways[0].Answer = http => http.Response.WriteAsync("fine");
        foreach (IPAddress[] gateways in (IPAddress[][])[[Two], [IPAddress.Broadcast], []])
        {
            _names.Say(gateways); // Not reached, not to be reached, and not known.
            await Within.Until(
                async () =>
                {
                    (await SendAsync(Senders, Hook)).Dispose();
                    (await SendAsync(Operators, Hook)).Dispose();
                    return _nginx.Logs;
                },
                logs => logs.Contains(gateways is [var one] ? $" gateways {one}:{_ports[3]} 502 " : " gateways - - -", StringComparison.Ordinal),
                "the failure is logged");
        }

        using var large = new ByteArrayContent(new byte[1024 * 1024 + 1]);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await _http.PostAsync(new Uri($"http://127.0.0.1:{Senders}{Hook}"), large)).StatusCode);

        var written = await Within.Until(() => Task.FromResult(_nginx.Logs), logs => logs.Contains(" vtex 413 ", StringComparison.Ordinal), "all is logged");
        Assert.Contains(" POST vtex 503 ", written, StringComparison.Ordinal);
        Assert.Contains(" 504 ", written, StringComparison.Ordinal);
        Assert.Contains(" vtex 499 ", written, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, written, StringComparison.Ordinal);
        Assert.DoesNotContain("/hooks", written, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Gateways_are_told_the_senders_address_and_nothing_that_the_sender_says_of_it(bool operators)
    {
        await ServeAsync(One);
        _gateways[0].Answer = StandInGateway.TellForwarded;
        _http.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9");
        _http.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");

        Assert.Equal("127.0.0.1 http", await TextAsync(operators ? Operators : Senders, "/hooks/acme/opabox/orders"));
    }

    [Fact]
    public async Task With_a_certificate_the_senders_have_TLS()
    {
        var (chain, key) = SelfSigned.Create();
        _nginx.With("proxy-tls.conf", "tls", ("listen 8443 ", $"listen 127.0.0.1:{Tls} "), ("/etc/nginx/", $"{_nginx.Folder}/"))
            .Write("tls/fullchain.pem", chain)
            .Write("tls/privkey.pem", key);
        await ServeAsync(One);

        Assert.Equal($"{One} /health/live", await _http.GetStringAsync(new Uri($"https://127.0.0.1:{Tls}/health/live")));
        _gateways[0].Answer = StandInGateway.TellForwarded;
        Assert.Equal("127.0.0.1 https", await _http.GetStringAsync(new Uri($"https://127.0.0.1:{Tls}/health/live")));
        using var outside = await _http.GetAsync(new Uri($"https://127.0.0.1:{Tls}/api/orders"));
        Assert.Equal(HttpStatusCode.NotFound, outside.StatusCode);
    }

    /// <summary>Starts the proxy, which has not asked for the gateways' name yet.</summary>
    private Task ServeAsync(params IPAddress[] gateways)
    {
        _names.Say(gateways);
        return _nginx.StartAsync("proxy.conf");
    }

    private async Task StartAsync(IPAddress address) => _gateways.Add(await StandInGateway.StartAsync(address, _ports[3]));

    private async Task<string> TextAsync(int port, string path)
    {
        using var answer = await SendAsync(port, path);
        return await answer.Content.ReadAsStringAsync();
    }

    /// <summary>Sends a path as it is written.</summary>
    private async Task<HttpResponseMessage> SendAsync(int port, string path, HttpMethod? method = null, CancellationToken cancellationToken = default)
    {
        using var request = new HttpRequestMessage(
            method ?? HttpMethod.Post, new Uri($"http://127.0.0.1:{port}{path}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        if (request.Method == HttpMethod.Post)
        {
            request.Content = new StringContent("{}", MediaTypeHeaderValue.Parse("application/json"));
        }

        return await _http.SendAsync(request, cancellationToken);
    }
}
