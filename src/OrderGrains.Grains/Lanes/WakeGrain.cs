namespace OrderGrains.Grains;

/// <summary>The shell of a <see cref="ClockLane"/>.</summary>
[GrainType("wake")]
[Reentrant]
[KeepAlive]
[HomePlacement]
internal sealed class WakeGrain(LaneParts parts, LaneMoves moves) : Grain, IWakeGrain, IRemindable
{
    private ClockLane? _lane;
    private LaneMoves.Move _move = null!;

    private ClockLane Lane => _lane ?? throw new InvalidOperationException("The lane does not stand.");

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _move = moves.Of(this.GetGrainId(), this.DeactivateOnIdle);
        _lane = new(this.GetPrimaryKeyString(), parts);
        return _lane.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _lane?.Dispose();
        _move.End();
        return Task.CompletedTask;
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
    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        Lane.Tick();
        _move.Look();
        return Task.CompletedTask;
    }
}
