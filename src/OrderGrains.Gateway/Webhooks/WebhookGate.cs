using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OrderGrains.Gateway.Http;
using OrderGrains.Gateway.Json;

namespace OrderGrains.Gateway.Webhooks;

/// <summary>
/// What every webhook passes before its handler: credentials, then method, content type, size and JSON, in this order, so
/// that a stranger learns nothing and costs nothing. Also turns an engine that does not serve into 503.
/// </summary>
internal sealed class WebhookGate(VendorKeys keys, IServiceProvider services) : IEndpointFilter
{
    private readonly OrderGrainsSettings _settings = services.GetRequiredService<OrderGrainsSettings>();
    private readonly Refusals _refusals = services.GetRequiredService<Refusals>();
    private readonly BadBodies _badBodies = services.GetRequiredService<BadBodies>();

    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var tenant = http.GetRouteValue("tenant") as string ?? "";
        if (!keys.Admit(tenant, http.Request))
        {
            return _refusals.Refuse(http, StatusCodes.Status401Unauthorized);
        }

        if (!HttpMethods.IsPost(http.Request.Method))
        {
            http.Response.Headers.Allow = HttpMethods.Post;
            return _refusals.Refuse(http, StatusCodes.Status405MethodNotAllowed, tenant: tenant);
        }

        if (!JsonBody.IsJson(http.Request.ContentType))
        {
            return _refusals.Refuse(
                http, StatusCodes.Status415UnsupportedMediaType, "Content-Type must be application/json in UTF-8.", tenant: tenant);
        }

        var (raw, status) = await BoundedBody.ReadAsync(http.Request);
        return status == StatusCodes.Status200OK
            ? await ReadAsync(context, next, tenant, raw)
            : _refusals.Refuse(http, status, $"A body of at most {BoundedBody.Limit} bytes is expected.", tenant: tenant);
    }

    private async ValueTask<object?> ReadAsync(
        EndpointFilterInvocationContext context, EndpointFilterDelegate next, string tenant, ReadOnlyMemory<byte> raw)
    {
        var http = context.HttpContext;
        var hook = http.GetEndpoint()!.Metadata.GetRequiredMetadata<HookName>().Name;
        using var document = JsonBody.Parse(raw, out var fault);
        var webhook = new Webhook(tenant, _settings.Tenants[tenant], hook, raw, document?.RootElement ?? default);
        if (fault is not null)
        {
            return _badBodies.Refuse(http, webhook, fault);
        }

        http.Features.Set(webhook);
        try
        {
            return await next(context);
        }
        catch (EngineUnavailableException e)
        {
            return Refusals.Unavailable(http, e);
        }
    }
}
