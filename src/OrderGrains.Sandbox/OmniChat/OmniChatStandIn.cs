using System.Text.Json;
using Microsoft.AspNetCore.Http;
using OrderGrains.Sandbox.Exchanges;
using OrderGrains.Sandbox.Notifications;

namespace OrderGrains.Sandbox.OmniChat;

/// <summary>OmniChat's Orders API v2: takes statuses, provisionings and checkout data of any order, and tells each status change back
/// to <see cref="SandboxOptions.OmniChatNotifications"/>, as OmniChat does with the hub's own. Safe from any thread.</summary>
public sealed class OmniChatStandIn
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, OmniChatStanding> _orders = new(StringComparer.Ordinal);
    private readonly SandboxOptions _options;
    private readonly NotificationOutbox _outbox;
    private readonly TimeProvider _time;

    internal OmniChatStandIn(SandboxOptions options, NotificationOutbox outbox, TimeProvider time) =>
        (_options, _outbox, _time) = (options, outbox, time);

    /// <summary>Every order that was ever told about.</summary>
    public IReadOnlyList<OmniChatStanding> Standings()
    {
        lock (_gate)
        {
            return [.. _orders.Values];
        }
    }

    /// <summary>One order; null for one that nobody told about.</summary>
    public OmniChatStanding? Standing(string orderId)
    {
        lock (_gate)
        {
            return _orders.GetValueOrDefault(orderId);
        }
    }

    internal void Clear()
    {
        lock (_gate)
        {
            _orders.Clear();
        }
    }

    internal Answer ChangeStatus(string orderId, JsonElement body) =>
        Take(orderId, OmniChatRules.WrongStatusChange(body), _options.OmniChatNotifications, order =>
            order with
            {
                Statuses = Append(order.Statuses, body.Text("status")!),
                OrderGwId = body.Text("orderGwId") ?? order.OrderGwId,
            },
            body);

    internal Answer Provision(string orderId, JsonElement body) =>
        Take(orderId, OmniChatRules.WrongProvision(body), null, order =>
            order with
            {
                Provisions = Append(order.Provisions, (int)body.Field("code").Whole()!.Value),
                CheckoutUrl = body.Text("checkoutUrl") ?? order.CheckoutUrl,
            },
            body);

    internal Answer UpdateCheckoutData(string orderId, JsonElement body) =>
        Take(orderId, OmniChatRules.WrongCheckoutData(body), null, order =>
            order with { CheckoutUpdates = order.CheckoutUpdates + 1, Checkout = body.Clone() }, body);

    private Answer Take(
        string orderId, string? wrong, OmniChatNotifications? notify, Func<OmniChatStanding, OmniChatStanding> change, JsonElement body)
    {
        if (wrong is not null)
        {
            return Answer.Refused(StatusCodes.Status400BadRequest, wrong);
        }

        lock (_gate)
        {
            var known = _orders.GetValueOrDefault(orderId);
            if ((known is null && _orders.Count >= _options.OrderCapacity) || (notify is not null && !_outbox.TryReserve()))
            {
                return Answer.Full;
            }

            _orders[orderId] = change(known ?? new OmniChatStanding(orderId, [], null, [], null, 0));
            if (notify is not null)
            {
                _outbox.Add([Echo(orderId, notify, body)]);
            }

            // What OmniChat answers is not documented; an empty object promises nothing.
            return Answer.Ok(new { });
        }
    }

    private Notification Echo(string orderId, OmniChatNotifications notify, JsonElement body)
    {
        var now = _time.GetUtcNow();
        var told = OmniChatStatusChange.Of(orderId, body, now);
        return new Notification(
            SandboxTargets.OmniChat, "StatusChange", orderId, notify.Url, JsonSerializer.Serialize(told, Answer.CamelCase),
            now + _options.NotificationDelay)
        {
            Header = new(notify.HeaderName, notify.HeaderValue),
        };
    }

    private static IReadOnlyList<T> Append<T>(IReadOnlyList<T> list, T next) => [.. list.TakeLast(OmniChatStanding.Limit - 1), next];
}
