using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using OrderGrains.Sandbox.Exchanges;

namespace OrderGrains.Sandbox.Vtex;

/// <summary>An account's order hook (developers.vtex.com, Hook configuration).</summary>
internal sealed record VtexHookConfig(Uri Url, IReadOnlyList<string> Status)
{
    /// <summary>The statuses that VTEX's page lists for the filter, and the one of its example.</summary>
    public static readonly IReadOnlyList<string> AllStatuses =
    [
        "order-created", "on-order-completed", "payment-pending", "waiting-for-order-authorization", "approve-payment", "payment-approved",
        "request-cancel", "waiting-for-seller-decision", "authorize-fulfillment", "order-create-error", "order-creation-error",
        "window-to-cancel", "ready-for-handling", "start-handling", "handling", "invoice-after-cancellation-deny", "order-accepted",
        "invoice", "invoiced", "replaced", "cancellation-requested", "cancel", "canceled", VtexStatus.AwaitsFulfillment,
    ];

    /// <summary>The body as VTEX shows it.</summary>
    public object View => new
    {
        filter = new { type = "FromWorkflow", status = Status },
        hook = new { url = Url.AbsoluteUri, headers = new { } },
    };

    /// <summary>Reads a body; null where VTEX would not take it.</summary>
    public static VtexHookConfig? Read(JsonElement body)
    {
        var filter = body.Field("filter");
        var status = filter.Field("status").Elements()
            .Select(word => word.ValueKind == JsonValueKind.String ? word.GetString()! : "").ToArray();
        return filter.Text("type") == "FromWorkflow"
            && status.Length > 0
            && status.All(AllStatuses.Contains)
            && Uri.TryCreate(body.Field("hook").Text("url"), UriKind.Absolute, out var url)
            && url.Scheme is "http" or "https"
            ? new(url, status)
            : null;
    }
}

/// <summary>The order hooks of all accounts. Safe from any thread.</summary>
internal sealed class VtexHookConfigs(SandboxOptions options, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, VtexHookConfig> _saved = new(StringComparer.Ordinal);

    /// <summary>The hook of an account: the one that was saved, else the one that the sandbox was given.</summary>
    public VtexHookConfig? Of(string account) => _saved.TryGetValue(account, out var saved) ? saved
        : options.VtexOrderHooks.TryGetValue(account, out var given) ? new(given, VtexHookConfig.AllStatuses)
        : null;

    public void Clear() => _saved.Clear();

    /// <summary>Pings the address as VTEX does, and saves it where that is answered 200.</summary>
    public async Task<Answer> SaveAsync(string account, JsonElement body, CancellationToken cancellationToken)
    {
        if (VtexHookConfig.Read(body) is not { } config)
        {
            return Answer.Refused(400, "The filter or the hook's address cannot be used");
        }

        if (_saved.Count >= options.OrderCapacity || !await PingAsync(config.Url, cancellationToken))
        {
            return Answer.Refused(400, "Unable to check address");
        }

        _saved[account] = config;
        return Answer.Ok(config.View);
    }

    private async Task<bool> PingAsync(Uri url, CancellationToken cancellationToken)
    {
        // Not from the client factory, whose log would show the address and with it the secret in its path.
        var given = options.NotificationHandler?.Invoke();
        using var hub = new HttpClient(given ?? new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }, given is null);
        using var timeout = new CancellationTokenSource(options.NotificationTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        using var ping = new StringContent("""{"hookConfig":"ping"}""", Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        try
        {
            using var answer = await hub.PostAsync(url, ping, either.Token);
            return answer.StatusCode == System.Net.HttpStatusCode.OK;
        }
        catch (Exception exception) when (exception is HttpRequestException or OperationCanceledException)
        {
            return false;
        }
    }
}
