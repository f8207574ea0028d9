using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace OrderGrains.Gateway.Webhooks;

/// <summary>Takes a webhook that passed the gate, and says what its sender is answered.</summary>
/// <param name="http">The request.</param>
/// <param name="webhook">What it brought.</param>
internal delegate Task<IResult> TakeWebhook(HttpContext http, Webhook webhook);

/// <summary>The hooks of one vendor, all behind its gate.</summary>
/// <param name="routes">The group of its routes.</param>
/// <param name="gate">What each of its requests passes.</param>
/// <param name="all">All hooks by their names.</param>
internal sealed class HookRoutes(RouteGroupBuilder routes, WebhookGate gate, KnownHooks all)
{
    /// <summary>
    /// Maps a hook. Every method is mapped, since the gate looks at the credentials before the method. The name shows in message ids and
    /// lists; it holds no tenant and no secret.
    /// </summary>
    public void Map(string pattern, string name, TakeWebhook take)
    {
        all.Add(name, take);
        routes.Map(pattern, http => gate.PassAsync(http, name, take));
    }
}

/// <summary>Who takes the webhooks of each hook, by its name. Filled while the routes are mapped.</summary>
internal sealed class KnownHooks
{
    private readonly Dictionary<string, TakeWebhook> _hooks = new(StringComparer.Ordinal);

    /// <summary>Their names, in the order of their spelling.</summary>
    public IReadOnlyList<string> Names => [.. _hooks.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Adds one; of those under one name each takes the same.</summary>
    public void Add(string name, TakeWebhook take) => _hooks[name] = take;

    /// <summary>Who takes those of a hook; null where there is none such.</summary>
    public TakeWebhook? Find(string name) => _hooks.GetValueOrDefault(name);
}

/// <summary>Opens a vendor's hooks.</summary>
internal static class HookRoutesExtension
{
    /// <summary>A group whose every request passes the gate with these keys.</summary>
    public static HookRoutes MapVendor(this IEndpointRouteBuilder app, string prefix, VendorKeys keys) =>
        new(app.MapGroup(prefix), new WebhookGate(keys, app.ServiceProvider), app.ServiceProvider.GetRequiredService<KnownHooks>());
}
