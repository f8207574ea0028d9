namespace OrderGrains.Grains;

/// <summary>The shell of a <see cref="TargetLane"/>: it stands on one silo for the whole cluster, and begins an epoch wherever it starts.</summary>
[GrainType("target")]
[Reentrant]
[KeepAlive]
[HomePlacement]
internal sealed class TargetGrain(LaneParts parts, LaneMoves moves, ActiveLanes active, IEnumerable<IConnector> connectors) : Grain, ITargetGrain, IRemindable
{
    private TargetLane? _lane;
    private LaneMoves.Move _move = null!;
    private Func<Task>? _stop;

    private TargetLane Lane => _lane ?? throw new InvalidOperationException("The lane does not stand.");

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var name = LaneName.Parse(this.GetPrimaryKeyString());
        _move = moves.Of(this.GetGrainId(), this.DeactivateOnIdle);
        var lane = _lane = new(name, parts, connectors.FirstOrDefault(connector => connector.Target == Target.KindOf(name.Target)), this.DeactivateOnIdle);
        var here = TaskScheduler.Current;
        parts.Meter.Lanes.Add(lane.Gauge);
        _stop = () => Task.Factory.StartNew(lane.StopAsync, CancellationToken.None, TaskCreationOptions.DenyChildAttach, here).Unwrap();
        return active.Add(_stop) ? lane.StartAsync(cancellationToken) : lane.StopAsync();
    }

    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_lane is { } lane)
        {
            parts.Meter.Lanes.Remove(lane.Gauge);
            await lane.StopAsync().WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            lane.Dispose();
        }

        if (_stop is { } stop)
        {
            active.Remove(stop);
        }

        _move.End();
    }

    /// <inheritdoc/>
    public Task LookAsync()
    {
        Lane.Look();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task QuietAsync() => Lane.QuietAsync();

    /// <inheritdoc/>
    public Task StandAsync() => Ticks.KeepAsync(this);

    /// <inheritdoc/>
    public Task RetireAsync() => Ticks.DropAsync(this);

    /// <inheritdoc/>
    public Task PauseAsync(string? by) => Lane.PauseAsync(by);

    /// <inheritdoc/>
    public Task LiftAsync()
    {
        Lane.Lift();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<LaneCondition> ConditionAsync() => LaneCondition.Of(await Lane.ConditionAsync());

    /// <inheritdoc/>
    public Task<string?> CallOfAsync(string order) => Task.FromResult(Lane.CallOf(OrderId.Parse(order)));

    /// <inheritdoc/>
    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        await Lane.TickAsync();
        _move.Look();
    }
}
