using System.Net;
using System.Text.Json;

namespace OrderGrains.Connectors;

/// <summary>Registers and reads VTEX's order hook (<c>/api/orders/hook/config</c>; developers.vtex.com, Hook configuration).</summary>
internal sealed class VtexOrderHooks(TargetClient client, OrderGrainsSettings settings) : IOrderHooks
{
    private const string FromWorkflow = "FromWorkflow";

    /// <inheritdoc/>
    public async Task<OrderHook> ReadAsync(string tenant, string target, CancellationToken cancellationToken)
    {
        if (settings.Tenants.GetValueOrDefault(tenant)?.VtexAt(target)?.Vtex is not { } vtex)
        {
            return new(OrderHookState.Unknown, "The settings name no such VTEX account for this tenant.");
        }

        var read = Call(tenant, target, vtex, HttpMethod.Get, default);
        var reply = await client.SendAsync(read, Text(vtex), cancellationToken).ConfigureAwait(false);
        return reply.Status == HttpStatusCode.NotFound ? Missing
            : reply.Failure is { } failure ? new(OrderHookState.Unknown, Classification.Sentence(failure))
            : reply.Body.IsEmpty ? Missing
            : Json.Parse(reply.Body) switch
            {
                { ValueKind: JsonValueKind.Object } config => Compare(tenant, vtex, config),
                { ValueKind: JsonValueKind.Null } => Missing,
                _ => new(OrderHookState.Unknown, "VTEX answered with something that is no hook's configuration."),
            };
    }

    /// <inheritdoc/>
    public async Task<OrderHook> RegisterAsync(string tenant, string target, CancellationToken cancellationToken)
    {
        if (settings.Tenants.GetValueOrDefault(tenant)?.VtexAt(target)?.Vtex is not { } vtex)
        {
            return new(OrderHookState.Unknown, "The settings name no such VTEX account for this tenant.");
        }

        var config = new VtexHookConfig(
            new(FromWorkflow, VtexStates.Hooked),
            new(VtexAddresses.OrderHook(tenant, vtex.PublicUrl, vtex.WebhookSecrets.FirstOrDefault() ?? ""), []));
        var body = JsonSerializer.SerializeToUtf8Bytes(config, VtexJson.Wire.VtexHookConfig);
        var save = Call(tenant, target, vtex, HttpMethod.Post, body);
        var reply = await client.SendAsync(save, Text(vtex), cancellationToken).ConfigureAwait(false);
        return reply.Failure is { } failure
            ? new(OrderHookState.Unknown, Classification.Sentence(failure))
            : await ReadAsync(tenant, target, cancellationToken).ConfigureAwait(false);
    }

    private static OrderHook Missing => new(
        OrderHookState.Missing, "VTEX has no order hook. None was registered, or VTEX deleted it, since it had nothing to tell for three days.");

    private static OrderHook Compare(string tenant, VtexSettings vtex, JsonElement config)
    {
        if (config.Child("hook")?.Text("url") is not { } url)
        {
            return Missing;
        }

        if (!vtex.WebhookSecrets.Any(secret => VtexAddresses.OrderHook(tenant, vtex.PublicUrl, secret) == url))
        {
            // Of the address only the host is told: a secret may be in its path.
            var host = Uri.TryCreate(url, UriKind.Absolute, out var address) ? $", at {PersonalData.Told(address.Authority)}" : "";
            return new(OrderHookState.Different, $"VTEX has a hook with another address{host}.");
        }

        var filter = config.Child("filter");
        var words = filter?.List("status").Select(word => word.ValueKind == JsonValueKind.String ? word.GetString() : null).ToHashSet() ?? [];
        var lacking = VtexStates.Hooked.Where(word => !words.Contains(word)).ToArray();
        return filter?.Text("type") == FromWorkflow && lacking.Length > 0
            ? new(OrderHookState.Different, $"VTEX does not tell of {string.Join(", ", lacking)}.")
            : new(OrderHookState.Registered, null);
    }

    private static TargetCall Call(string tenant, string target, VtexSettings vtex, HttpMethod method, ReadOnlyMemory<byte> body) =>
        new(tenant, target, method, VtexAddresses.HookConfig(vtex), VtexAddresses.HookConfigRoute)
        {
            Body = body,
            Authorize = headers => VtexAddresses.Authorize(headers, vtex),
            IsRead = method == HttpMethod.Get,
        };

    private static ErrorText Text(VtexSettings vtex) => new(null, VtexAddresses.Secrets(vtex));
}
