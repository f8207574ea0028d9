using Microsoft.Extensions.Logging;

namespace OrderGrains.Grains;

/// <summary>
/// How the targets do, as this process last heard: their lanes stand on silos anywhere, and who asks (also every check of a cart) does not wait for them.
/// </summary>
internal sealed class TargetBoard(IGrainFactory grains, KnownLanes lanes, FrontLimits limits, ILogger<TargetBoard> log) : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private volatile IReadOnlyList<TargetCondition> _conditions = [];
    private Task _loop = Task.CompletedTask;

    /// <summary>As last heard.</summary>
    public IReadOnlyList<TargetCondition> Conditions => _conditions;

    /// <summary>Asks now and then.</summary>
    public void Start() => _loop = Task.Run(RunAsync);

    public async Task StopAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>Asks every lane.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var targets = lanes.All.Where(lane => !lane.IsClock).ToList();
        var conditions = await Task.WhenAll(targets.Select(async lane =>
            (await grains.Target(lane).ConditionAsync().ConfigureAwait(false)).For(lane))).WaitAsync(cancellationToken).ConfigureAwait(false);
        _conditions = [.. conditions.OrderBy(one => one.Tenant, StringComparer.Ordinal).ThenBy(one => one.Target, StringComparer.Ordinal)];
    }

    public void Dispose() => _stop.Dispose();

    private async Task RunAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await RefreshAsync(_stop.Token).ConfigureAwait(false);
            }
            catch (Exception exception) when (!_stop.IsCancellationRequested)
            {
                log.LogInformation("How the targets do could not be asked ({Type})", exception.GetType().Name);
            }
            catch (Exception)
            {
                return;
            }

            await Task.Delay(limits.ConditionsEvery, TimeProvider.System, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
