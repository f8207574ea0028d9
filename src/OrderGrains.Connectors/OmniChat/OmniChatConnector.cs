using System.Net.Http.Headers;
using System.Text.Json;

namespace OrderGrains.Connectors;

/// <summary>
/// Tells OmniChat an order's status, the outcome of provisioning for an own checkout, or where the placed order differs from its
/// cart (developers.omni.chat, Orders API v2). There is nothing to read: a repeat overwrites what stands there with itself.
/// </summary>
internal sealed class OmniChatConnector(TargetClient client, OrderGrainsSettings settings) : IConnector
{
    private const string StatusRoute = "/orders/{id}/statusChange";
    private const string ProvisionRoute = "/orders/{id}/provisions";
    private const string CheckoutRoute = "/orders/{id}/updateCheckoutData";

    /// <inheritdoc/>
    public string Target => OrderGrains.Target.OmniChat;

    /// <inheritdoc/>
    public async Task<ConnectorReply> CallAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        if (settings.Tenants.GetValueOrDefault(delivery.Order.Tenant) is not { OmniChat: { } chat } tenant)
        {
            return MissingTenant.Reply(Target);
        }

        if (delivery.Request.Operation == Operation.UpdateCheckoutData && OmniChatOrderMapper.CheckoutData(delivery, tenant) is null)
        {
            return new(new Delivered()); // The settings changed since it was queued: nothing differs any more.
        }

        TargetCall? call = delivery.Request.Operation switch
        {
            Operation.ChangeStatus => Call(delivery, chat, StatusRoute, JsonSerializer.SerializeToUtf8Bytes(
                OmniChatOrderMapper.StatusChange(delivery, tenant), OmniChatJson.Wire.ChatStatusChange)),
            Operation.Provision => Call(delivery, chat, ProvisionRoute, JsonSerializer.SerializeToUtf8Bytes(
                OmniChatOrderMapper.Provision(delivery, tenant), OmniChatJson.Wire.ChatProvision)),
            Operation.UpdateCheckoutData => Call(delivery, chat, CheckoutRoute, JsonSerializer.SerializeToUtf8Bytes(
                OmniChatOrderMapper.CheckoutData(delivery, tenant)!, OmniChatJson.Wire.ChatCheckoutData)),
            _ => null,
        };
        if (call is null)
        {
            return new(new DeliveryRefused("NO_SUCH_OPERATION", $"OmniChat knows no {delivery.Request.Operation}."));
        }

        var reply = await client.SendAsync(call, new(delivery.State.Content, chat.Secret), cancellationToken).ConfigureAwait(false);
        return new(reply.Failure ?? new Delivered(), reply.Exchange);
    }

    private TargetCall Call(Delivery delivery, OmniChatSettings chat, string route, byte[] body)
    {
        var path = route.Replace("{id}", Uri.EscapeDataString(delivery.Order.ExternalId), StringComparison.Ordinal);
        return new(delivery.Order.Tenant, Target, HttpMethod.Post, TargetCall.At(chat.BaseUrl, path), route)
        {
            Body = body,
            Authorize = headers => headers.Authorization = new AuthenticationHeaderValue("Bearer", chat.Secret),
        };
    }
}
