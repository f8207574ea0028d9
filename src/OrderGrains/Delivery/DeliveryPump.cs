using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace OrderGrains;

/// <summary>
/// Makes the calls that orders owe, outside any turn, and hands the answers back as commands. One lane a tenant and target,
/// so that a slow or dead target holds up nothing else; in a lane at most one call of an order at a time, the order's oldest
/// due request first. Nothing is lost where a lane is full or the process ends, since what is owed stands in the records.
/// </summary>
public sealed class DeliveryPump : IDisposable
{
    private readonly ConcurrentDictionary<(string Tenant, string Target), (Lane Lane, Alarm Alarm)> _lanes = new();
    private readonly CancellationTokenSource _cut = new();
    private readonly Outstanding _flights;
    private readonly IOwingOrders _orders;
    private readonly EngineClock _clock;
    private readonly DeliveryLimits _limits;
    private readonly DeliveryCall _call;
    private volatile bool _stopping;

    /// <summary>A pump with empty lanes.</summary>
    /// <exception cref="ArgumentException">Two connectors for one target.</exception>
    /// <param name="orders">The engine that it serves.</param>
    /// <param name="connectors">The targets.</param>
    /// <param name="clock">The engine's clock.</param>
    /// <param name="limits">Bounds.</param>
    /// <param name="scheduler">Where calls run; the thread pool where nothing is said.</param>
    public DeliveryPump(
        IOwingOrders orders, IEnumerable<IConnector> connectors, EngineClock clock, DeliveryLimits limits, WorkScheduler? scheduler = null)
    {
        _flights = new(scheduler ?? WorkScheduler.ThreadPool);
        (_orders, _clock, _limits) = (orders, clock, limits);
        _call = new(orders, connectors.ToDictionary(connector => connector.Target, StringComparer.Ordinal), clock, limits);
    }

    /// <summary>Offers a record as committed: what is due of it goes in line. Never blocks.</summary>
    public void Offer(OrderRecord record)
    {
        var now = _clock.Now();
        foreach (var request in record.State.Requests)
        {
            if (request.IsDue(now))
            {
                Offer(record.Id, request.Target, request.DueAt!.Value);
            }
        }
    }

    /// <summary>Offers what an order owes a target since a due time; false where the lane is full (see <see cref="IOwingOrders.Refill"/>).</summary>
    public bool Offer(OrderId order, string target, DateTimeOffset due)
    {
        var lane = LaneOf(order.Tenant, target);
        var taken = lane.Lane.Offer(order, due);
        Look(lane);
        return taken;
    }

    /// <summary>Stops calling a target. Calls under way end as they end.</summary>
    public void Pause(string tenant, string target, string by) => LaneOf(tenant, target).Lane.Pause(by);

    /// <summary>Calls a target again.</summary>
    public void Resume(string tenant, string target)
    {
        var lane = LaneOf(tenant, target);
        lane.Lane.Pause(null);
        Look(lane);
    }

    /// <summary>How every lane does that was ever used or paused.</summary>
    public IReadOnlyList<TargetCondition> Conditions() =>
        [.. _lanes.Values.Select(lane => lane.Lane.Condition()).OrderBy(lane => lane.Tenant).ThenBy(lane => lane.Target)];

    /// <summary>Ids of the requests of an order that are being sent now.</summary>
    public ImmutableHashSet<string> InFlight(OrderId order) =>
        [.. _lanes.Values.Where(lane => lane.Lane.Tenant == order.Tenant).Select(lane => lane.Lane.CallOf(order)).OfType<string>()];

    /// <summary>
    /// Starts no more calls, gives those under way <see cref="DeliveryLimits.StopGrace"/> to end and be recorded, cancels the
    /// rest and waits as long again for what does not heed that. What was cancelled stays owed.
    /// </summary>
    /// <param name="cancellationToken">Ends the grace early.</param>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _stopping = true;
        var idle = _flights.WhenIdleAsync();
        try
        {
            await idle.WaitAsync(_limits.StopGrace, _clock.Time, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            _cut.Cancel();
            await idle.WaitAsync(_limits.StopGrace, _clock.Time, default).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Starts no more calls and cancels those under way, without waiting.</summary>
    public void Cut()
    {
        _stopping = true;
        _cut.Cancel();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _cut.Dispose();
        foreach (var lane in _lanes.Values)
        {
            lane.Alarm.Dispose();
        }
    }

    private (Lane Lane, Alarm Alarm) LaneOf(string tenant, string target) =>
        _lanes.TryGetValue((tenant, target), out var lane) ? lane : _lanes.GetOrAdd((tenant, target), key =>
            (new Lane(key.Tenant, key.Target, _limits, _clock), new Alarm(_clock, () => Look(_lanes[key]))));

    /// <summary>Starts what the lane lets go, and sees to it that the lane is looked at again in time.</summary>
    private void Look((Lane Lane, Alarm Alarm) lane)
    {
        while (!_stopping && lane.Lane.Take() is { } flight)
        {
            _flights.Start(() => FlyAsync(lane, flight));
        }

        if (_stopping)
        {
            return;
        }

        if (lane.Lane.TakeMissed() is { } since)
        {
            _orders.Refill(lane.Lane.Tenant, lane.Lane.Target, since);
        }

        if (lane.Lane.NextLook() is { } at)
        {
            lane.Alarm.Set(at);
        }
    }

    private async Task FlyAsync((Lane Lane, Alarm Alarm) lane, Flight flight)
    {
        var landing = await _call.MakeAsync(lane.Lane, flight, _cut.Token).ConfigureAwait(false);
        if (lane.Lane.Land(flight, landing))
        {
            _orders.Recovered(lane.Lane.Tenant, lane.Lane.Target);
        }

        Look(lane);
    }
}
