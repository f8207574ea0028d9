using System.Text.Json.Serialization;
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

/// <summary>What a sender is answered.</summary>
/// <param name="Order">The order; null where the message names none of ours.</param>
/// <param name="Outcome">accepted, repeated, stale or refused.</param>
/// <param name="Reason">Why it was refused.</param>
internal sealed record HookAnswer(
    string? Order, string Outcome, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Reason)
{
    /// <summary>The answer that a receipt calls for.</summary>
    public static HookAnswer Of(OrderId order, Receipt receipt) => new(
        order.ToString(),
        receipt.Outcome.ToString().ToLowerInvariant(),
        receipt.Outcome == OrderGrains.Outcome.Refused ? receipt.Reason : null);
}

/// <summary>
/// Takes a webhook in: translates it, hands it to its order, and answers once the engine says that it is durable. A sender
/// that hangs up meanwhile takes nothing back.
/// </summary>
internal sealed class Intake(IOrderEngine engine, BadBodies badBodies)
{
    /// <summary>Takes the webhook of a request.</summary>
    public async Task<IResult> TakeAsync(HttpContext http, Func<Webhook, Translation> translate)
    {
        var webhook = Webhook.Of(http);
        var translation = translate(webhook);
        if (translation is not { Order: { } order, Command: { } command })
        {
            return badBodies.Refuse(http, webhook, translation.Fault ?? new("$", "The body names no order."));
        }

        var message = Message.Webhook(webhook.Tenant, webhook.Hook, webhook.Raw);
        return Results.Ok(HookAnswer.Of(order, await engine.SubmitAsync(order, command, message, CancellationToken.None)));
    }
}
