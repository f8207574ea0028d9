using Microsoft.Extensions.Logging;

namespace OrderGrains.Cluster;

/// <summary>
/// How the targets do, as this process last heard: their lanes stand on silos anywhere, and who asks (also every check of a cart)
/// does not wait for them.
/// </summary>
internal sealed class TargetBoard(IGrainFactory grains, IClusterStore store, ClusterEngineOptions options, ILogger log) : IDisposable
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
        await _loop.ConfigureAwait(false);
    }

    /// <summary>Asks every lane.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var lanes = await store.LanesAsync(cancellationToken).ConfigureAwait(false);
        var targets = lanes.Where(lane => LaneName.Parts(lane).Target != LaneName.Clock).ToList();
        var conditions = await Task.WhenAll(targets.Select(async lane =>
            (await grains.GetGrain<ITargetGrain>(lane).ConditionAsync().ConfigureAwait(false)).For(lane))).ConfigureAwait(false);
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

            await Task.Delay(options.ConditionsEvery, options.Time, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
