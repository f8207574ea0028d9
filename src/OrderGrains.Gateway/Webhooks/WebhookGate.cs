using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OrderGrains.Gateway.Http;
using OrderGrains.Gateway.Json;

namespace OrderGrains.Gateway.Webhooks;

/// <summary>
/// What every webhook passes before its handler: credentials, how many there are, then method, content type, size and JSON, in this order, so
/// that a stranger learns nothing and costs nothing. Also turns an engine that does not serve into 503. No endpoint filter: those
/// cost each request another four asynchronous calls.
/// </summary>
internal sealed class WebhookGate(VendorKeys keys, IServiceProvider services)
{
    private readonly OrderGrainsSettings _settings = services.GetRequiredService<OrderGrainsSettings>();
    private readonly Refusals _refusals = services.GetRequiredService<Refusals>();
    private readonly BadBodies _badBodies = services.GetRequiredService<BadBodies>();
    private readonly WrongKeys _wrongKeys = services.GetRequiredService<WrongKeys>();
    private readonly Admission _admission = services.GetRequiredService<Admission>();
    private readonly GatewayMeter _meter = services.GetRequiredService<GatewayMeter>();
    private readonly TimeProvider _clock = services.GetRequiredService<TimeProvider>();

    /// <summary>Answers a request to a hook.</summary>
    public Task PassAsync(HttpContext http, string hook, TakeWebhook take)
    {
        var tenant = http.GetRouteValue("tenant") as string ?? "";
        return _meter.Listens ? MeasureAsync(http, tenant, hook, take) : AnswerAsync(http, tenant, hook, take);
    }

    private async Task MeasureAsync(HttpContext http, string tenant, string hook, TakeWebhook take)
    {
        var started = _clock.GetTimestamp();
        var result = await AnswerAsync(http, tenant, hook, take);
        var status = http.Response.StatusCode;
        var known = status != StatusCodes.Status401Unauthorized && _settings.Tenants.ContainsKey(tenant);
        _meter.Webhook(_clock.GetElapsedTime(started), known ? tenant : null, hook, (result as HookAnswer)?.Outcome ?? GatewayMeter.WordOf(status));
    }

    /// <summary>What the handler answered; null where it was not asked.</summary>
    private async Task<IResult?> AnswerAsync(HttpContext http, string tenant, string hook, TakeWebhook take)
    {
        if (!keys.Admit(tenant, http.Request))
        {
            await (await _wrongKeys.RefuseAsync(http)).ExecuteAsync(http);
            return null;
        }

        http.Features.Get<ISenderConnection>()?.Recognise();
        using var admitted = _admission.Enter(tenant);
        if (admitted.Status != 0)
        {
            await Refusals.Later(http, admitted.Status, admitted.RetryAfter, "Too many webhooks. Try again later; what is sent again has one effect.").ExecuteAsync(http);
            return null;
        }

        if (Refusal(http, tenant) is { } refusal)
        {
            await refusal.ExecuteAsync(http);
            return null;
        }

        var (raw, status) = await BoundedBody.ReadAsync(http.Request, _settings.Webhooks.MaxBodyBytes);
        if (status != StatusCodes.Status200OK)
        {
            var tooMuch = _refusals.Refuse(http, status, $"A body of at most {_settings.Webhooks.MaxBodyBytes} bytes is expected.", tenant: tenant);
            await tooMuch.ExecuteAsync(http);
            return null;
        }

        if (JsonBody.Packed(null, raw.Span) is { } packed)
        {
            await Unread(http, tenant, packed).ExecuteAsync(http);
            return null;
        }

        using var tree = JsonBody.Parse(raw, out var fault, _settings.Webhooks.MaxDepth);
        var webhook = new Webhook(tenant, _settings.Tenants[tenant], hook, raw, tree?.Root ?? default) { Path = Webhook.PathOf(http) };
        IResult result;
        try
        {
            result = fault is null ? await take(http, webhook) : _badBodies.Refuse(http, webhook, fault);
        }
        catch (EngineUnavailableException e)
        {
            result = Refusals.Unavailable(http, e);
        }

        await result.ExecuteAsync(http);
        return result;
    }

    /// <summary>Why a request of a known sender is refused before its body is read; null where it is not.</summary>
    private IResult? Refusal(HttpContext http, string tenant)
    {
        if (!HttpMethods.IsPost(http.Request.Method))
        {
            http.Response.Headers.Allow = HttpMethods.Post;
            return _refusals.Refuse(http, StatusCodes.Status405MethodNotAllowed, tenant: tenant);
        }

        return !JsonBody.IsJson(http.Request.ContentType)
            ? _refusals.Refuse(
                http, StatusCodes.Status415UnsupportedMediaType, "Content-Type must be application/json in UTF-8.", tenant: tenant)
            : JsonBody.Packed(http.Request.Headers.ContentEncoding, []) is { } packed ? Unread(http, tenant, packed)
            : null;
    }

    private IResult Unread(HttpContext http, string tenant, string encoding) => _refusals.Refuse(
        http, StatusCodes.Status415UnsupportedMediaType, $"The body comes as {encoding}: it must not be encoded.", tenant: tenant);
}
