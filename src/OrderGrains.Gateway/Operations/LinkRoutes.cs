using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OrderGrains.Gateway.Http;
using OrderGrains.Gateway.Webhooks;

namespace OrderGrains.Gateway.Operations;

/// <summary>Links an OPABOX order with the chat order that it is (docs/decisions/0011-links.md).</summary>
internal static class LinkRoutes
{
    /// <summary>Maps <c>PUT /api/orders/{tenant}/omnichat/{externalId}/links/opabox/{opaboxId}</c>.</summary>
    public static void MapLinks(this IEndpointRouteBuilder api) =>
        api.MapPut("/orders/{tenant}/omnichat/{externalId}/links/opabox/{opaboxId}", LinkAsync);

    /// <summary>
    /// The OPABOX order decides, since it is the one that changes what it is; it owes the link to the chat order from then on, which
    /// is told here already so that the answer's reader sees it. 404 for a chat order that nobody told of, 409 where it cannot be.
    /// </summary>
    private static async Task<IResult> LinkAsync(HttpContext http, IOrderEngine engine, string tenant, string externalId, string opaboxId)
    {
        AuditedAct.Of(http).Name = "link";
        if (!OrderId.TryCreate(tenant, Channel.OmniChat, externalId, out var chat)
            || await engine.ReadAsync(chat, http.RequestAborted) is not { Record.State: var state })
        {
            return OrderRoutes.NoSuchOrder();
        }

        if (!OrderId.TryCreate(tenant, Channel.Opabox, opaboxId, out var opabox))
        {
            return Refusals.Problem(StatusCodes.Status400BadRequest, "No OPABOX order can have this id.", "opaboxId");
        }

        (AuditedAct.Of(http).Target, AuditedAct.Of(http).Detail) = (chat.ToString(), opabox.ToString());
        if (WhyNot(state, opabox) is { } why)
        {
            return Refusals.Problem(StatusCodes.Status409Conflict, why);
        }

        var (receipt, refusal) = await TellBothAsync(engine, chat, opabox, Caller.Of(http).Name);
        return refusal is not null
            ? Refusals.Problem(StatusCodes.Status409Conflict, refusal)
            : HookAnswer.Of(chat, receipt);
    }

    /// <summary>Links them: what the OPABOX order answered, and why one of the two refuses; null where both have taken it.</summary>
    public static async Task<(Receipt Receipt, string? Refusal)> TellBothAsync(IOrderEngine engine, OrderId chat, OrderId opabox, string by)
    {
        var receipt = await engine.SubmitAsync(opabox, new LinkToChat(chat.ToString(), by), Message.Internal, CancellationToken.None);
        var refused = receipt.Outcome == Outcome.Refused
            ? receipt
            : await engine.SubmitAsync(chat, new ReportLinkedStatus(0, opabox.ToString(), by), Message.Internal, CancellationToken.None);
        return (receipt, refused.Outcome == Outcome.Refused ? refused.Reason ?? "It was refused." : null);
    }

    /// <summary>Why a chat order cannot be linked with an OPABOX order; null where it can.</summary>
    public static string? WhyNot(OrderState chat, OrderId opabox) =>
        chat.Opabox.Link is { } other && other != opabox.ToString() ? $"The chat order is linked with {other} already."
        : chat.Opabox.Link is null && chat.Status >= OrderStatus.RejectedByCustomer ? $"The chat order is {chat.Status}."
        : null;
}
