using Microsoft.AspNetCore.Http;
using OrderGrains.Gateway.Json;

namespace OrderGrains.Gateway.Webhooks;

/// <summary>A webhook in our words; <see cref="Fault"/> says why there are none.</summary>
internal readonly record struct Translation(OrderId? Order, Command? Command, Fault? Fault)
{
    /// <summary>Made of what a translator found.</summary>
    public static Translation Of(OrderId? order, Command command, Faults faults) =>
        faults.First is { } fault ? new(null, null, fault) : new(order, command, null);
}

/// <summary>
/// Takes a webhook in: translates it, hands it to its order, and answers once the engine says that it is durable. A sender
/// that hangs up meanwhile takes nothing back.
/// </summary>
internal sealed class Intake(IOrderEngine engine, BadBodies badBodies, TimeProvider clock, ISkuBooks? skus = null)
{
    /// <summary>A hook whose webhooks a translator reads.</summary>
    public TakeWebhook With(Func<Webhook, Translation> translate) => (http, webhook) => TakeAsync(http, webhook, translate);

    private async Task<IResult> TakeAsync(HttpContext http, Webhook webhook, Func<Webhook, Translation> translate)
    {
        var translation = translate(webhook);
        if (translation is not { Order: { } order, Command: { } command })
        {
            return badBodies.Refuse(http, webhook, translation.Fault ?? new("$", "The body names no order."));
        }

        command = await UnmappedSkus.WarnedAsync(command, webhook.Tenant, skus);
        var message = Message.Webhook(webhook.Tenant, webhook.Hook, webhook.Raw);
        var time = new HookTime(clock, HookTime.Longest);
        return HookAnswer.Of(order, await time.For(engine.SubmitAsync(order, command, message, CancellationToken.None)));
    }
}
