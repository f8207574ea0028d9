using System.Text.Json;
using Microsoft.AspNetCore.Http;
using OrderGrains.Sandbox.Exchanges;

namespace OrderGrains.Sandbox.BonifiQ;

/// <summary>BonifiQ's private order API: keeps orders by OriginalId and counts the points that they are worth. Safe from any thread.</summary>
public sealed class BonifiQStandIn
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, BonifiQStanding> _orders = new(StringComparer.Ordinal);
    private readonly SandboxOptions _options;
    private readonly TimeProvider _time;

    internal BonifiQStandIn(SandboxOptions options, TimeProvider time) => (_options, _time) = (options, time);

    /// <summary>Every order that was accepted.</summary>
    public IReadOnlyList<BonifiQStanding> Standings()
    {
        lock (_gate)
        {
            return [.. _orders.Values];
        }
    }

    /// <summary>One order; null for one that was never accepted.</summary>
    public BonifiQStanding? Standing(string originalId)
    {
        lock (_gate)
        {
            return _orders.GetValueOrDefault(originalId);
        }
    }

    internal void Clear()
    {
        lock (_gate)
        {
            _orders.Clear();
        }
    }

    internal Answer Send(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object)
        {
            return Answer.Refused(StatusCodes.Status400BadRequest, "The body must be a JSON object");
        }

        var order = BonifiQOrder.Read(body);
        if (BonifiQRules.Refusal(order) is { } refusal)
        {
            return Envelope(BonifiQAnswer.Of(refusal));
        }

        lock (_gate)
        {
            var known = _orders.GetValueOrDefault(order.OriginalId!);
            if (known is null && _orders.Count >= _options.OrderCapacity)
            {
                return Answer.Full;
            }

            known ??= new BonifiQStanding(order.OriginalId!, BonifiQState.Initial, 0, null, null, false, 0, 0, default);
            var standing = known.Become(order.State) with
            {
                OrderTotal = order.OrderTotal!.Value,
                ProductsTotal = order.ProductsTotal,
                Customer = order.Customer,
                PlacedAt = order.Placed.At!.Value,
            };
            _orders[standing.OriginalId] = standing;
            return Envelope(BonifiQAnswer.Of(Result(standing)));
        }
    }

    internal Answer Cancel(string originalId, JsonElement body)
    {
        lock (_gate)
        {
            if (!_orders.TryGetValue(originalId, out var order))
            {
                return NotFound(originalId);
            }

            if (BonifiQRules.Cancellation(BonifiQDate.Read(body.Field("OrderCancelledDate")), order.PlacedAt) is { } refusal)
            {
                return Envelope(BonifiQAnswer.Of(refusal));
            }

            _orders[originalId] = order.Become(BonifiQState.Cancelled);
            return Envelope(BonifiQAnswer.Of(new BonifiQCancelResult(true, _time.GetUtcNow(), (int)BonifiQState.Cancelled)));
        }
    }

    internal Answer Read(string originalId) =>
        Standing(originalId) is { } order ? Envelope(BonifiQAnswer.Of(Result(order))) : NotFound(originalId);

    private static BonifiQOrderResult Result(BonifiQStanding order) =>
        new($"bq-{order.OriginalId}", order.OriginalId, (int)order.State, order.OrderTotal);

    private static Answer NotFound(string originalId) => Envelope(BonifiQAnswer.Of(new BonifiQRefusal(null, $"Order {originalId} not found")));

    private static Answer Envelope(BonifiQAnswer answer) => new(StatusCodes.Status200OK, answer, Answer.PascalCase);
}
