using Microsoft.Extensions.Logging;

namespace OrderGrains.Cluster;

/// <summary>Makes the calls to one target of one tenant, with a pump of its own, for the whole cluster.</summary>
[GrainType("target")]
[KeepAlive]
internal sealed class TargetGrain(
    SiloParts silo, RunningPumps running, IClusterStore store, IEnumerable<IConnector> connectors, IGrainFactory grains, ILogger<TargetGrain> log)
    : LaneGrain(silo, store, grains, log), ITargetGrain
{
    private DeliveryPump _pump = null!;

    /// <inheritdoc/>
    protected override string Lane => this.GetPrimaryKeyString();

    private (string Tenant, string Target) Parts => LaneName.Parts(Lane);

    /// <inheritdoc/>
    public async Task PauseAsync(string? by)
    {
        await Store.PauseAsync(Lane, by, Silo.Clock.Now(), default);
        if (by is null)
        {
            _pump.Resume(Parts.Tenant, Parts.Target);
        }
        else
        {
            _pump.Pause(Parts.Tenant, Parts.Target, by);
        }
    }

    /// <inheritdoc/>
    public Task<LaneCondition> ConditionAsync() => Task.FromResult(LaneCondition.Of(_pump.Conditions().SingleOrDefault()));

    /// <inheritdoc/>
    public Task<string[]> InFlightAsync(string order) => Task.FromResult<string[]>([.. _pump.InFlight(OrderId.Parse(order))]);

    /// <inheritdoc/>
    protected override void OnStart(LaneStart start)
    {
        _pump = new(Orders, connectors.Where(connector => connector.Target == Parts.Target), Clock, Silo.Options.Delivery);
        running.Add(_pump);
        if (start.PausedBy is { } by)
        {
            _pump.Pause(Parts.Tenant, Parts.Target, by);
        }
    }

    /// <inheritdoc/>
    protected override async Task OnStopAsync(CancellationToken cancellationToken)
    {
        await _pump.StopAsync(cancellationToken);
        running.Remove(_pump);
        _pump.Dispose();
    }

    /// <inheritdoc/>
    protected override void OnOffer(OrderId order, DateTimeOffset due) => _pump.Offer(order, Parts.Target, due);

    /// <inheritdoc/>
    protected override Task<bool> TakeAsync(DueRow row) => Task.FromResult(_pump.Offer(row.Order, Parts.Target, row.Due));
}
