using System.Net;
using System.Net.Http.Headers;

namespace OrderGrains.Connectors;

/// <summary>One call to make.</summary>
/// <param name="Tenant">The retailer.</param>
/// <param name="Target">One of <see cref="OrderGrains.Target"/>.</param>
/// <param name="Method">HTTP method.</param>
/// <param name="Address">Whole address, its query included.</param>
/// <param name="Route">The path as a template, for logs: no ids, no query.</param>
internal sealed record TargetCall(string Tenant, string Target, HttpMethod Method, Uri Address, string Route)
{
    /// <summary>JSON to send; empty for none.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Credentials.</summary>
    public Action<HttpRequestHeaders>? Authorize { get; init; }

    /// <summary>Whether it changes nothing at the target, so that it may be repeated at once.</summary>
    public bool IsRead { get; init; }

    /// <summary>What stands for the target's answer where the order is only observed; null where the call is made.</summary>
    public AssumedAnswer? Assumed { get; init; }

    /// <summary>An address of a base and a path, whatever slash the base ends with.</summary>
    public static Uri At(string baseUrl, string path) => new($"{baseUrl.TrimEnd('/')}{path}", UriKind.Absolute);
}

/// <summary>What a target would answer where all goes well.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">JSON in the target's own form.</param>
internal sealed record AssumedAnswer(HttpStatusCode Status, ReadOnlyMemory<byte> Body);

/// <summary>How a call ended.</summary>
/// <param name="Status">HTTP status; null where no answer came.</param>
/// <param name="Body">The answer's body, up to the target's bound.</param>
/// <param name="Failure">The end in shared terms; null after a 2xx, whose body decides.</param>
/// <param name="Exchange">What crossed the wire, without secrets; null where nothing was sent.</param>
internal sealed record TargetReply(HttpStatusCode? Status, ReadOnlyMemory<byte> Body, DeliveryResult? Failure, Exchange? Exchange);

/// <summary>Makes calls, each on its tenant's and target's own client, and never throws for what a target does.</summary>
internal sealed class TargetClient(IHttpClientFactory clients, TargetPipelines pipelines, OrderGrainsSettings settings, TimeProvider clock)
{
    private const int MaxReceived = 64 * 1024;

    private static readonly MediaTypeHeaderValue JsonType = new("application/json", "utf-8");

    /// <summary>The name of a tenant's client for a target.</summary>
    public static string Name(string tenant, string target) => $"{tenant}/{target}";

    /// <summary>Makes a call, or answers as the target would where the order is only observed.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up; whether the target took it is unknown.</exception>
    public async Task<TargetReply> SendAsync(TargetCall call, ErrorText text, CancellationToken cancellationToken)
    {
        if (call.Assumed is { } assumed)
        {
            return new(assumed.Status, assumed.Body, null, Exchange(call, text, null, assumed.Body, clock.GetTimestamp()) with { Observed = true });
        }

        using var request = Request(call);
        var client = clients.CreateClient(Name(call.Tenant, call.Target));
        var started = clock.GetTimestamp();
        try
        {
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
                .ConfigureAwait(false);
            var body = await answer.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            var failure = Classification.Of(
                answer.StatusCode, Classification.RetryAfter(answer, clock.GetUtcNow(), settings.Retry.MaxDelay), text.Sentence(body));
            return new(answer.StatusCode, body, failure, Exchange(call, text, (int)answer.StatusCode, body, started));
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            var failure = Classification.Of(e);
            return new(null, default, failure, failure is NotTried ? null : Exchange(call, text, null, default, started));
        }
    }

    /// <summary>Lets the next call through an open breaker, as its probe.</summary>
    public void Lift(string tenant, string target) => pipelines.Lift(tenant, target);

    private static HttpRequestMessage Request(TargetCall call)
    {
        var request = new HttpRequestMessage(call.Method, call.Address);
        request.Headers.Accept.ParseAdd("application/json");
        request.Options.Set(RepeatRule.IsRead, call.IsRead);
        call.Authorize?.Invoke(request.Headers);
        if (!call.Body.IsEmpty)
        {
            request.Content = new ReadOnlyMemoryContent(call.Body) { Headers = { ContentType = JsonType } };
        }

        return request;
    }

    private Exchange Exchange(TargetCall call, ErrorText text, int? status, ReadOnlyMemory<byte> received, long started)
    {
        var kept = received.Length <= MaxReceived ? received : received[..MaxReceived];
        var elapsed = clock.GetElapsedTime(started);
        return new($"{call.Method} {call.Route}", text.WithoutSecrets(call.Body), status, text.WithoutSecrets(kept), elapsed);
    }
}
