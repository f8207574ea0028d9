using Microsoft.Extensions.Logging;
using Orleans.CodeGeneration;
using Orleans.Placement;

namespace OrderGrains.Grains;

/// <summary>Has what is old removed, once an hour, on one silo for the whole cluster. There is one, under the key <see cref="HousekeepingGrain.Key"/>.</summary>
[Alias("OrderGrains.IHousekeepingGrain")]
[Version(1)]
internal interface IHousekeepingGrain : IGrainWithStringKey
{
    /// <summary>Sees to it that a reminder has it done.</summary>
    [Alias("Stand")]
    Task StandAsync();
}

/// <summary>The shell of a <see cref="Housekeeping"/>.</summary>
[GrainType("housekeeping")]
[Reentrant]
[KeepAlive]
[HashBasedPlacement]
internal sealed class HousekeepingGrain(Housekeeping housekeeping, ILogger<HousekeepingGrain> log) : Grain, IHousekeepingGrain, IRemindable
{
    /// <summary>Key of the only one in the cluster.</summary>
    public const string Key = "hub";

    private const string Reminder = "sweep";
    private static readonly TimeSpan First = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Every = TimeSpan.FromHours(1);

    private readonly CancellationTokenSource _stop = new();
    private Task _sweep = Task.CompletedTask;

    /// <inheritdoc/>
    public Task StandAsync() => this.RegisterOrUpdateReminder(Reminder, First, Every);

    /// <inheritdoc/>
    public Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (_sweep.IsCompleted)
        {
            _sweep = SweepAsync(); // It takes longer than a call may.
        }

        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        await _sweep.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        _stop.Dispose();
    }

    private async Task SweepAsync()
    {
        try
        {
            await housekeeping.SweepAsync(_stop.Token);
        }
        catch (Exception exception) when (!_stop.IsCancellationRequested)
        {
            log.LogWarning("What is old could not be removed this time ({Type})", exception.GetType().Name);
        }
        catch (Exception)
        {
            // It was stopped.
        }
    }
}
