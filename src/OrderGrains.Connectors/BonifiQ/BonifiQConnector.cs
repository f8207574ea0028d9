using System.Net;
using System.Text.Json;

namespace OrderGrains.Connectors;

/// <summary>
/// Sends an order to BonifiQ in the standing that the request names (suporte.bonifiq.com.br, Envio de Pedido via API). A repeat overwrites the
/// same order, so there is nothing to read first. An order whose points may be granted is cancelled by BonifiQ's cancel call.
/// </summary>
internal sealed class BonifiQConnector(TargetClient client, OrderGrainsSettings settings, ISkuBooks skus) : IConnector
{
    /// <inheritdoc/>
    public string Target => OrderGrains.Target.BonifiQ;

    /// <inheritdoc/>
    public async Task<ConnectorReply> CallAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        if (settings.Tenants.GetValueOrDefault(delivery.Order.Tenant)?.Snapshot() is not { BonifiQ: { } bonifiq } tenant)
        {
            return MissingTenant.Reply(Target);
        }

        if (delivery.Request.Operation != Operation.SendOrder
            || !Enum.TryParse<LoyaltyStanding>(delivery.Request.Argument, out var standing)
            || standing == LoyaltyStanding.None)
        {
            var asked = $"{delivery.Request.Operation} {delivery.Request.Argument}";
            return new(new DeliveryRefused("NO_SUCH_OPERATION", $"BonifiQ knows no {asked}."));
        }

        // What is cancelled needs neither a customer nor a total: BonifiQ's cancel call goes by the order's id alone.
        var rules = await skus.ForAsync(delivery.Order.Tenant, delivery.State.Vtex.Store ?? delivery.State.Content?.StoreId).ConfigureAwait(false);
        var order = BonifiQOrderMapper.Map(delivery, tenant, standing, rules.Book);
        if (order is null && standing != LoyaltyStanding.Cancelled)
        {
            var key = bonifiq.KeyOf(delivery.Order.Channel) == "Email" ? "e-mail" : "document";
            return new(new DeliveryRefused("NO_CUSTOMER_KEY", $"The customer has no {key} to be keyed by."));
        }

        var post = order is null or { IsCancelledOrReturned: true, OrderTotal: <= 0 }
            ? null
            : Call(delivery, bonifiq, BonifiQAddresses.Order(bonifiq), BonifiQAddresses.OrderRoute, JsonSerializer.SerializeToUtf8Bytes(order, BonifiQJson.Wire.LoyaltyOrder));
        var cancel = Call(delivery, bonifiq, BonifiQAddresses.Cancel(bonifiq, delivery.Order), BonifiQAddresses.CancelRoute, JsonSerializer.SerializeToUtf8Bytes(
            BonifiQOrderMapper.Cancellation(delivery.State), BonifiQJson.Wire.LoyaltyCancellation));
        var text = new ErrorText(Contents.Placed(delivery.State).Content, BonifiQAddresses.Secrets(bonifiq));
        if (standing != LoyaltyStanding.Cancelled)
        {
            return await SendAsync(post!, text, cancellationToken).ConfigureAwait(false);
        }

        return post is null || MayBeCompleted(delivery.State)
            ? await CancelAsync(delivery.State, cancel, orElse: post, text, cancellationToken).ConfigureAwait(false)
            : await PostCancelledAsync(post, orElse: cancel, text, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Lift(string tenant, string target) => client.Lift(tenant, target);

    /// <summary>Whether BonifiQ perhaps has the order as completed.</summary>
    private static bool MayBeCompleted(OrderState state) =>
        state.BonifiQ.Acknowledged == LoyaltyStanding.Completed
        || state.BonifiQ.Queued == LoyaltyStanding.Completed
        || state.Requests.Any(request => request is { Operation: Operation.SendOrder, Argument: nameof(LoyaltyStanding.Completed) }
            && (request.Attempts > 0 || request.State == RequestState.Done));

    /// <summary>
    /// An order that never reached BonifiQ cannot be cancelled there: it is sent as cancelled. BonifiQ documents no answer for an
    /// order that it does not know, so that any refusal counts as one where it never acknowledged the order.
    /// </summary>
    private async Task<ConnectorReply> CancelAsync(
        OrderState state, TargetCall cancel, TargetCall? orElse, ErrorText text, CancellationToken cancellationToken)
    {
        var reply = await SendAsync(cancel, text, cancellationToken).ConfigureAwait(false);
        var unknown = reply.Exchange?.StatusCode == (int)HttpStatusCode.NotFound
            || (reply.Result is DeliveryRefused && state.BonifiQ.Acknowledged == LoyaltyStanding.None);
        return !unknown ? reply
            : orElse is null ? new(new Delivered(new LoyaltyAnswer("BonifiQ does not have the order")), reply.Exchange)
            : await SendAsync(orElse, text, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ConnectorReply> PostCancelledAsync(
        TargetCall post, TargetCall orElse, ErrorText text, CancellationToken cancellationToken)
    {
        var reply = await SendAsync(post, text, cancellationToken).ConfigureAwait(false);
        return reply.Result is DeliveryRefused { Code: BonifiQAnswers.CompletedCannotBeCancelled }
            ? await SendAsync(orElse, text, cancellationToken).ConfigureAwait(false)
            : reply;
    }

    private async Task<ConnectorReply> SendAsync(TargetCall call, ErrorText text, CancellationToken cancellationToken)
    {
        var reply = await client.SendAsync(call, text, cancellationToken).ConfigureAwait(false);
        return new(reply.Failure ?? BonifiQAnswers.Result(reply.Body, text), reply.Exchange);
    }

    private TargetCall Call(Delivery delivery, BonifiQSettings bonifiq, Uri address, string route, byte[] body) =>
        new(delivery.Order.Tenant, Target, HttpMethod.Post, address, route)
        {
            Assumed = Assumed.Envelope(delivery.State),
            Body = body,
            Authorize = headers => BonifiQAddresses.Authorize(headers, bonifiq),
        };
}
