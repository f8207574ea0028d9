using System.Text.Json;
using Microsoft.AspNetCore.Http;
using OrderGrains.Sandbox.Exchanges;
using OrderGrains.Sandbox.Notifications;

namespace OrderGrains.Sandbox.Vtex;

/// <summary>VTEX's order integration and order management, for as many accounts as ask. Safe from any thread. An order is made once and
/// visible from its first notification on; accounts that share the stand-in need affiliate ids of their own.</summary>
public sealed class VtexStandIn
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(string Account, string MarketplaceOrderId), VtexOrder> _orders = [];
    private readonly Dictionary<string, VtexOrder> _byOrderId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, VtexOrder> _byMarketplaceId = new(StringComparer.Ordinal);
    private readonly SandboxOptions _options;
    private readonly NotificationOutbox _outbox;
    private readonly TimeProvider _time;
    private Random _random;

    internal VtexStandIn(SandboxOptions options, NotificationOutbox outbox, TimeProvider time)
    {
        (_options, _outbox, _time) = (options, outbox, time);
        Hooks = new VtexHookConfigs(options, time);
        _random = new Random(options.Seed);
    }

    /// <summary>Every order that was ever asked for, refused ones too.</summary>
    public IReadOnlyList<VtexStanding> Standings()
    {
        lock (_gate)
        {
            var now = _time.GetUtcNow();
            return [.. _orders.Values.Select(order => order.Standing(now))];
        }
    }

    /// <summary>One order, by VTEX's id or the hub's (where two accounts have the same, the first one's); null for one that nobody
    /// asked for.</summary>
    public VtexStanding? Standing(string id)
    {
        lock (_gate)
        {
            return Find(id)?.Standing(_time.GetUtcNow());
        }
    }

    /// <summary>Moves an order as the seller would: <c>authorized</c>, <c>handling</c>, <c>invoiced</c>, <c>delivered</c> or <c>canceled</c>.
    /// Null where VTEX knows no such move from where the order is, or no such order.</summary>
    public VtexStanding? Advance(string id, string to) => Advance(id, to, null).Body as VtexStanding;

    /// <summary>The same, telling the hub: 409 where there is no such move, 503 where no more can be owed. An invoice may be for a
    /// part of the order first.</summary>
    internal Answer Advance(string id, string to, long? part)
    {
        lock (_gate)
        {
            var now = _time.GetUtcNow();
            if (Find(id) is not { } order)
            {
                return Answer.Refused(StatusCodes.Status404NotFound, $"No order {id}");
            }

            if (!_outbox.TryReserve())
            {
                return Answer.Full;
            }

            var before = (order.Status(now), order.Delivered, order.Invoices.Count);
            var moved = order.IsVisible(now) && order.Advance(to, part, now);
            var after = (order.Status(now), order.Delivered, order.Invoices.Count);
            _outbox.Add(moved && (before != after || order.LastTold != after.Item1)
                ? VtexTellings.Of(order, to, Hooks.Of(order.Account), now, _options.NotificationDelay)
                : []);
            return moved
                ? Answer.Ok(order.Standing(now))
                : Answer.Refused(StatusCodes.Status409Conflict, $"From where it is the order cannot become {to}");
        }
    }

    internal VtexHookConfigs Hooks { get; }

    internal void Clear()
    {
        Hooks.Clear();
        lock (_gate)
        {
            _orders.Clear();
            _byOrderId.Clear();
            _byMarketplaceId.Clear();
            _random = new Random(_options.Seed);
        }
    }

    internal Answer Place(string? affiliate, string account, JsonElement body)
    {
        var wrong = string.IsNullOrWhiteSpace(affiliate) ? "affiliateId: required in the query string" : VtexPlacementRules.Wrong(body);
        if (wrong is not null)
        {
            return Invalid(account, VtexResult.PlaceFlow, body, wrong);
        }

        var placement = VtexPlacement.Read(body, _options.VtexSumsSkus);
        lock (_gate)
        {
            var ids = VtexOrderIds.Of(affiliate!, placement.MarketplaceOrderId, placement.AllowFranchises);
            var known = _orders.GetValueOrDefault((account, placement.MarketplaceOrderId));
            var order = known ?? new VtexOrder(account, placement.MarketplaceOrderId);
            if ((known is null && _orders.Count >= _options.OrderCapacity) || !_outbox.TryReserve())
            {
                return Answer.Full;
            }

            return order.IsPlaced || _byOrderId.ContainsKey(ids.OrderId)
                ? Repeat(order, placement)
                : PlaceNew(order, placement, ids);
        }
    }

    internal Answer Approve(string account, JsonElement body)
    {
        var id = body.Text("marketplaceOrderId");
        var wrong = string.IsNullOrWhiteSpace(id) ? "marketplaceOrderId: required"
            : body.Text("marketplaceOrderStatus") != "approved" ? "marketplaceOrderStatus: must be approved"
            : VtexConnector.Wrong(body);
        if (wrong is not null)
        {
            return Invalid(account, VtexResult.ApproveFlow, body, wrong);
        }

        lock (_gate)
        {
            if (!_outbox.TryReserve())
            {
                return Answer.Full;
            }

            var now = _time.GetUtcNow();
            var order = _orders.GetValueOrDefault((account, id!)) ?? new VtexOrder(account, id!);
            var code = order.IsVisible(now) ? order.Approve(now) : VtexCodes.NotIntegrated;
            return Tell(order, new Uri(body.Text("connectorEndpoint")!), VtexResult.ApproveFlow, [code]);
        }
    }

    internal Answer Read(string orderId)
    {
        lock (_gate)
        {
            var now = _time.GetUtcNow();
            return _byOrderId.TryGetValue(orderId, out var order) && order.IsVisible(now)
                ? Answer.Ok(VtexOrderView.Of(order, now))
                : NotFound(orderId);
        }
    }

    internal Answer Cancel(string orderId)
    {
        lock (_gate)
        {
            var now = _time.GetUtcNow();
            if (!_byOrderId.TryGetValue(orderId, out var order) || !order.IsVisible(now))
            {
                return NotFound(orderId);
            }

            return order.Cancel(now, _options.VtexCancelTakes, NewId().ToString("N")) is { } receipt
                ? Answer.Ok(new { date = now, orderId, receipt })
                : Answer.Refused(StatusCodes.Status400BadRequest, "An invoiced order cannot be canceled before a return invoice");
        }
    }

    /// <summary>VTEX's id of the order as the ledger's key: the hub's own id where the order is known.</summary>
    internal string KeyOf(string orderId)
    {
        lock (_gate)
        {
            return _byOrderId.GetValueOrDefault(orderId)?.MarketplaceOrderId ?? orderId;
        }
    }

    private Answer Repeat(VtexOrder order, VtexPlacement placement)
    {
        order.Repeats++;
        return Tell(order, placement.ConnectorEndpoint, VtexResult.PlaceFlow, [VtexCodes.Duplicate]);
    }

    private Answer PlaceNew(VtexOrder order, VtexPlacement placement, VtexOrderIds ids)
    {
        _orders[(order.Account, order.MarketplaceOrderId)] = order;
        _byMarketplaceId.TryAdd(order.MarketplaceOrderId, order);
        if (placement.Refusal is { } refusal)
        {
            return Tell(order, placement.ConnectorEndpoint, VtexResult.PlaceFlow, [refusal]);
        }

        var visibleAt = _time.GetUtcNow() + _options.NotificationDelay;
        order.Place(placement, ids, visibleAt);
        _byOrderId[ids.OrderId] = order;
        if (ids.FranchiseOrderId is { } franchise)
        {
            _byOrderId[franchise] = order;
        }

        return Tell(order, placement.ConnectorEndpoint, VtexResult.PlaceFlow,
            placement.Approved ? [VtexCodes.Integrated, order.Approve(visibleAt)] : [VtexCodes.Integrated]);
    }

    /// <summary>Owes the hub the codes, in room that was reserved, one delay apart and under one operation id as in scenario 2 of New Order Integration, and answers SOI003.</summary>
    private Answer Tell(VtexOrder order, Uri endpoint, string flow, IReadOnlyList<string> codes)
    {
        var now = _time.GetUtcNow();
        var operation = NewId().ToString();
        var url = VtexConnector.ResultUrl(endpoint, order.Account);
        var owed = codes.Select((code, index) => new Notification(
            SandboxTargets.Vtex, flow, order.MarketplaceOrderId, url,
            JsonSerializer.Serialize(VtexResult.Of(order, code, index == 0 ? flow : VtexResult.ApproveFlow, operation), Answer.CamelCase),
            now + (_options.NotificationDelay * (index + 1))));
        _outbox.Add([.. owed]);
        order.LastCode = codes[^1];
        return Answer.Ok(VtexResult.Enqueued(order.Account, flow));
    }

    private static Answer Invalid(string account, string flow, JsonElement body, string wrong) =>
        new(StatusCodes.Status400BadRequest, VtexResult.Invalid(account, flow, body.Text("marketplaceOrderId"), wrong), Answer.CamelCase);

    private static Answer NotFound(string orderId) => Answer.Refused(StatusCodes.Status404NotFound, $"Order {orderId} not found");

    private VtexOrder? Find(string id) =>
        _byOrderId.GetValueOrDefault(id) ?? _byMarketplaceId.GetValueOrDefault(id);

    private Guid NewId()
    {
        var bytes = new byte[16];
        _random.NextBytes(bytes);
        return new Guid(bytes);
    }
}
