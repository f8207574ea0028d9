using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using OrderGrains.Connectors;

namespace OrderGrains.Tests.Connectors;

/// <summary>A call as it left.</summary>
internal sealed record SentCall(HttpMethod Method, Uri Address, Dictionary<string, string> Headers, string Body);

/// <summary>The registered connectors over a vendor that answers by a script; the last line of the script repeats.</summary>
internal sealed class Vendor : HttpMessageHandler
{
    private readonly Queue<Func<CancellationToken, Task<HttpResponseMessage>>> _script = new();
    private readonly ServiceProvider _services;

    public Vendor(TenantSettings? tenant = null)
    {
        var settings = new OrderGrainsSettings { Tenants = { ["acme"] = tenant ?? SeedOrders.Tenant() } };
        var services = new ServiceCollection().AddSingleton<TimeProvider>(Clock).AddConnectors(settings, OutboundNetworks.Any);
        foreach (var target in Target.All.Concat(settings.Tenants["acme"].Accounts().SelectMany(account => (string[])[account.Target, account.Of(Target.VtexSimulation)])))
        {
            services.AddHttpClient($"acme/{target}").ConfigurePrimaryHttpMessageHandler(() => this);
        }

        _services = services.BuildServiceProvider();
    }

    public FakeClock Clock { get; } = new();

    public List<SentCall> Calls { get; } = [];

    public IConnector Connector(string target) => _services.GetServices<IConnector>().Single(connector => connector.Target == target);

    public ICatalog Catalog => _services.GetRequiredService<ICatalog>();

    public IOrderHooks Hooks => _services.GetRequiredService<IOrderHooks>();

    public TargetPipelines Pipelines => _services.GetRequiredService<TargetPipelines>();

    public Vendor Answers(HttpStatusCode status, string body = "", string? retryAfter = null) => Answers(status, Encoding.UTF8.GetBytes(body), retryAfter);

    public Vendor Answers(HttpStatusCode status, byte[] body, string? retryAfter = null) => Then(_ =>
    {
        var answer = new HttpResponseMessage(status) { Content = new ByteArrayContent(body) { Headers = { ContentType = new("application/json", "utf-8") } } };
        if (retryAfter is not null)
        {
            answer.Headers.TryAddWithoutValidation("Retry-After", retryAfter);
        }

        return Task.FromResult(answer);
    });

    public Vendor Fails(Exception exception) => Then(_ => Task.FromException<HttpResponseMessage>(exception));

    /// <summary>Answers only when the call is given up.</summary>
    public Vendor Hangs() => Then(async cancelled =>
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, Clock, cancelled);
        throw new InvalidOperationException("Never reached.");
    });

    public Vendor Then(Func<CancellationToken, Task<HttpResponseMessage>> answer)
    {
        _script.Enqueue(answer);
        return this;
    }

    /// <summary>Begins another script, and forgets the calls so far.</summary>
    public Vendor Forget()
    {
        Calls.Clear();
        _script.Clear();
        return this;
    }

    /// <summary>Makes a call with the clock standing still.</summary>
    public Task<ConnectorReply> StartAsync(Delivery delivery, CancellationToken cancellationToken = default) =>
        Connector(Target.KindOf(delivery.Request.Target)).CallAsync(delivery, cancellationToken);

    /// <summary>Makes a call, moving the clock for as long as it waits.</summary>
    public Task<ConnectorReply> CallAsync(Delivery delivery, CancellationToken cancellationToken = default) =>
        Clock.RunAsync(StartAsync(delivery, cancellationToken), TimeSpan.FromMilliseconds(50));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var headers = request.Headers.ToDictionary(header => header.Key, header => string.Join(',', header.Value));
        headers["Content-Type"] = request.Content?.Headers.ContentType?.ToString() ?? "";
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        Func<CancellationToken, Task<HttpResponseMessage>> answer;
        lock (_script)
        {
            Calls.Add(new(request.Method, request.RequestUri!, headers, body));
            answer = _script.Count > 1 ? _script.Dequeue() : _script.Peek();
        }

        return await answer(cancellationToken);
    }
}
