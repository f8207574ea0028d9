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

        var by = Caller.Of(http).Name;
        var receipt = await engine.SubmitAsync(opabox, new LinkToChat(chat.ToString(), by), Message.Internal, CancellationToken.None);
        if (receipt.Outcome == Outcome.Refused)
        {
            return Refusals.Problem(StatusCodes.Status409Conflict, receipt.Reason);
        }

        var taken = await engine.SubmitAsync(
            chat, new ReportLinkedStatus(0, opabox.ToString(), by), Message.Internal, CancellationToken.None);
        return taken.Outcome == Outcome.Refused
            ? Refusals.Problem(StatusCodes.Status409Conflict, taken.Reason)
            : HookAnswer.Of(chat, receipt);
    }

    private static string? WhyNot(OrderState chat, OrderId opabox) =>
        chat.Opabox.Link is { } other && other != opabox.ToString() ? $"The chat order is linked with {other} already."
        : chat.Opabox.Link is null && chat.Status >= OrderStatus.RejectedByCustomer ? $"The chat order is {chat.Status}."
        : null;
}
