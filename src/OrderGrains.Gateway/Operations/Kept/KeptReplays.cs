using Microsoft.AspNetCore.Http;
using OrderGrains.Gateway.Json;
using OrderGrains.Gateway.Webhooks;

namespace OrderGrains.Gateway.Operations;

/// <summary>What became of a kept webhook that an operator had run again.</summary>
/// <param name="Status">200, 404 for one that is not kept, or 409 where it is kept on.</param>
/// <param name="Why">Why it is kept on; null otherwise.</param>
/// <param name="Field">The field that is wrong, where its body is refused again.</param>
/// <param name="Answer">What its order answered, with 200.</param>
internal sealed record Replayed(int Status, string? Why = null, string? Field = null, HookAnswer? Answer = null);

/// <summary>
/// Runs kept webhooks through their hooks again, as their bodies came: after an upgrade, a change of the settings, or as facts of an order that an operator names. What its
/// order takes is kept no more. Its message id is that of the first time, so that it has one effect however often it is run.
/// </summary>
internal sealed class KeptReplays(IKeptWebhooks kept, KnownHooks hooks, OrderGrainsSettings settings)
{
    private const string Cart = "omnichat/order-checker";

    /// <summary>Runs one.</summary>
    /// <param name="http">The operator's request.</param>
    /// <param name="list">Where it is kept.</param>
    /// <param name="id">Its id.</param>
    /// <param name="order">The order that it is a fact of; null where it says so itself.</param>
    /// <exception cref="EngineUnavailableException">It is not known whether it was taken. It may be run again.</exception>
    public async Task<Replayed> RunAsync(HttpContext http, KeptList list, string id, OrderId? order = null)
    {
        AuditedAct.Of(http).Detail = id;
        if (await kept.FindAsync(list, id, http.RequestAborted) is not var (webhook, body))
        {
            return new(StatusCodes.Status404NotFound, "It is not kept, or not any more.");
        }

        AuditedAct.Of(http).Target = order?.ToString() ?? webhook.Tenant;
        if (WhyNot(webhook, body, order) is { } why)
        {
            return new(StatusCodes.Status409Conflict, why);
        }

        var replay = await RunAsync(http, webhook, body!.Value, order);
        if (replay.Taken is not var (taken, receipt))
        {
            return replay.Fault is { } fault
                ? new(StatusCodes.Status409Conflict, $"It is refused again: {fault.Message}", fault.Field)
                : new(StatusCodes.Status409Conflict, $"It is a fact of no order: {replay.Unmatched ?? "it names none"}.");
        }

        AuditedAct.Of(http).Target = taken.ToString();
        if (receipt.Outcome != Outcome.Refused)
        {
            await kept.RemoveAsync(webhook, CancellationToken.None);
        }

        return new(StatusCodes.Status200OK, Answer: HookAnswer.Of(taken, receipt));
    }

    private async Task<Rerun> RunAsync(HttpContext http, KeptWebhook webhook, ReadOnlyMemory<byte> body, OrderId? order)
    {
        var replay = new Rerun { Order = order };
        using var tree = JsonBody.Parse(body, out var fault, settings.Webhooks.MaxDepth);
        if (fault is not null)
        {
            replay.Fault = fault;
            return replay;
        }

        await hooks.Find(webhook.Hook)!(
            http, new(webhook.Tenant, settings.Tenants[webhook.Tenant], webhook.Hook, body, tree?.Root ?? default) { Path = webhook.Path, Rerun = replay });
        return replay;
    }

    private string? WhyNot(KeptWebhook webhook, ReadOnlyMemory<byte>? body, OrderId? order) =>
        body is null ? "Its body is not kept any more."
        : webhook.Hook == Cart ? "A cart is checked while its salesperson waits, and never later: the next edit brings the whole of it."
        : hooks.Find(webhook.Hook) is null ? "There is no such hook any more."
        : !settings.Tenants.TryGetValue(webhook.Tenant, out var tenant) || !Has(tenant, webhook.Hook) ? "The settings have its tenant, or the vendor of its hook, no more."
        : order is not null && order.Tenant != webhook.Tenant ? "The order is another tenant's."
        : null;

    private static bool Has(TenantSettings tenant, string hook) => hook.Split('/')[0] switch
    {
        "vtex" => tenant.Vtex is not null,
        "omnichat" => tenant.OmniChat is not null,
        _ => tenant.Opabox is not null,
    };
}
