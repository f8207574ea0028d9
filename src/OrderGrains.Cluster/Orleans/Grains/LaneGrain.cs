using Microsoft.Extensions.Logging;

namespace OrderGrains.Cluster;

/// <summary>
/// A lane: stands on one silo for the whole cluster. Every start is a start in the sense of <see cref="EngineClock"/>: what was due
/// before it counts as perhaps sent by whoever had the lane before. A reminder has the lane started again where its silo was
/// lost; so does whatever an order offers it, and every silo that starts.
/// </summary>
internal abstract class LaneGrain(SiloParts silo, IClusterStore store, IGrainFactory grains, ILogger log) : Grain, ILaneGrain, IRemindable
{
    private const string Reminder = "stand";
    private static readonly TimeSpan ReminderPeriod = TimeSpan.FromMinutes(1); // The least that the framework allows.

    private LaneWork _work = null!;

    /// <summary>Name of the lane.</summary>
    protected abstract string Lane { get; }

    /// <summary>The clock of this start.</summary>
    protected EngineClock Clock { get; private set; } = null!;

    /// <summary>The lane's orders.</summary>
    protected LaneOrders Orders { get; private set; } = null!;

    protected SiloParts Silo => silo;

    protected IClusterStore Store => store;

    /// <inheritdoc/>
    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        var start = await store.EnterLaneAsync(Lane, cancellationToken);
        Clock = new(silo.Options.Time, start.LastChange);
        Clock.Observe(silo.Clock.Now());
        Orders = new(grains, Clock, since => _work.GoBack(since), silo.Options.RetryAfter, log);
        _work = new(Lane, store, TakeAsync, Clock, silo.Options.LookEvery, log);
        OnStart(start);
        _work.Start();
        await RemindAsync();
    }

    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_work is null)
        {
            return; // It did not start.
        }

        await _work.StopAsync();
        await OnStopAsync(cancellationToken);
        _work.Dispose();
    }

    /// <inheritdoc/>
    public Task<DateTimeOffset> StartAsync() => Task.FromResult(Clock.StartedAt);

    /// <inheritdoc/>
    public Task OfferAsync(string order, DateTimeOffset due, DateTimeOffset now)
    {
        if (due <= now)
        {
            Clock.Observe(due);
            OnOffer(OrderId.Parse(order), due);
        }
        else
        {
            _work.Notice(due);
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task LookAsync(DateTimeOffset since)
    {
        _work.GoBack(since);
        return Task.CompletedTask;
    }

    /// <summary>The lane stands, or it would not be told: that is all that the reminder is for.</summary>
    public Task ReceiveReminder(string reminderName, TickStatus status) => Task.CompletedTask;

    /// <summary>Before the first look.</summary>
    protected abstract void OnStart(LaneStart start);

    /// <summary>After the last.</summary>
    protected abstract Task OnStopAsync(CancellationToken cancellationToken);

    /// <summary>An order owes something that is due.</summary>
    protected abstract void OnOffer(OrderId order, DateTimeOffset due);

    /// <summary>The index says so; false where there is no room.</summary>
    protected abstract Task<bool> TakeAsync(DueRow row);

    private async Task RemindAsync()
    {
        try
        {
            await this.RegisterOrUpdateReminder(Reminder, ReminderPeriod, ReminderPeriod);
        }
        catch (Exception exception)
        {
            // It is one of three that see to it that the lane stands.
            log.LogWarning("The reminder of {Lane} could not be kept ({Type})", Lane, exception.GetType().Name);
        }
    }
}
