using System.Text.Json;

namespace OrderGrains.Connectors;

/// <summary>
/// Tells OmniChat an order's status, the outcome of provisioning for an own checkout, or where the placed order differs from its
/// cart (developers.omni.chat, Orders API v2). There is nothing to read: a repeat overwrites what stands there with itself.
/// </summary>
internal sealed class OmniChatConnector(TargetClient client, OrderGrainsSettings settings) : IConnector
{
    /// <inheritdoc/>
    public string Target => OrderGrains.Target.OmniChat;

    /// <inheritdoc/>
    public async Task<ConnectorReply> CallAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        if (settings.Tenants.GetValueOrDefault(delivery.Order.Tenant)?.Snapshot() is not { OmniChat: { } chat } tenant)
        {
            return MissingTenant.Reply(Target);
        }

        if (delivery.Request.Operation == Operation.UpdateCheckoutData && OmniChatOrderMapper.CheckoutData(delivery, tenant) is null)
        {
            return new(new Delivered()); // The settings changed since it was queued: nothing differs any more.
        }

        TargetCall? call = delivery.Request.Operation switch
        {
            Operation.ChangeStatus => Call(delivery, chat, OmniChatAddresses.StatusRoute, JsonSerializer.SerializeToUtf8Bytes(
                OmniChatOrderMapper.StatusChange(delivery, tenant), OmniChatJson.Wire.ChatStatusChange)),
            Operation.Provision => Call(delivery, chat, OmniChatAddresses.ProvisionRoute, JsonSerializer.SerializeToUtf8Bytes(
                OmniChatOrderMapper.Provision(delivery, tenant), OmniChatJson.Wire.ChatProvision)),
            Operation.UpdateCheckoutData => Call(delivery, chat, OmniChatAddresses.CheckoutRoute, JsonSerializer.SerializeToUtf8Bytes(
                OmniChatOrderMapper.CheckoutData(delivery, tenant)!, OmniChatJson.Wire.ChatCheckoutData)),
            _ => null,
        };
        if (call is null)
        {
            return new(new DeliveryRefused("NO_SUCH_OPERATION", $"OmniChat knows no {delivery.Request.Operation}."));
        }

        var text = new ErrorText(delivery.State.Content, OmniChatAddresses.Secrets(chat));
        var reply = await client.SendAsync(call, text, cancellationToken).ConfigureAwait(false);
        return new(reply.Failure ?? OmniChatAnswers.Result(reply.Body, text), reply.Exchange);
    }

    /// <inheritdoc/>
    public void Lift(string tenant, string target) => client.Lift(tenant, target);

    private TargetCall Call(Delivery delivery, OmniChatSettings chat, string route, byte[] body) =>
        new(delivery.Order.Tenant, Target, HttpMethod.Post, OmniChatAddresses.At(chat, route, delivery.Order), route)
        {
            Assumed = Assumed.Nothing(delivery.State),
            Body = body,
            Authorize = headers => OmniChatAddresses.Authorize(headers, chat),
        };
}
