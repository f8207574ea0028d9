using System.Collections.Immutable;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace OrderGrains.Cluster;

/// <summary>
/// The engine of several machines, as one process sees it: commands go to the orders' grains wherever they are active. Serves
/// from <see cref="StartAsync"/>, once this process is part of the cluster or connected to it, to <see cref="StopAsync"/>.
/// </summary>
internal sealed class ClusterEngine(
    IGrainFactory grains, IClusterStore store, ClusterEngineOptions options, ILogger<ClusterEngine> log)
    : IOrderEngine, IOrderIndex, ITargets, IHostedService, IDisposable
{
    private static readonly EngineCondition Serving = new(true, null);

    private readonly Mailboxes _mailboxes = new(grains, options, log);
    private readonly TargetBoard _board = new(grains, store, options, log);
    private volatile EngineCondition _condition = new(false, "Starting");

    /// <inheritdoc/>
    public EngineCondition Condition => _condition;

    /// <summary>The process has joined the cluster by now, since the framework's own work starts before.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _condition = Serving;
        _board.Start();
        log.LogInformation("The engine serves as part of the cluster");
        return Task.CompletedTask;
    }

    /// <summary>Refuses new commands and waits for those under way; the framework leaves the cluster after.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _condition = new(false, "Stopping");
        await _board.StopAsync().ConfigureAwait(false);
        await _mailboxes.WhenIdleAsync().WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _mailboxes.EndAsync().ConfigureAwait(false);
        log.LogInformation("The engine stopped");
    }

    /// <summary>The connection to the cluster was lost, or is there again.</summary>
    public void OnConnection(bool connected)
    {
        if (_condition.Reason is null or LostConnection)
        {
            _condition = connected ? Serving : new(false, LostConnection);
        }
    }

    /// <inheritdoc/>
    public async Task<Receipt> SubmitAsync(OrderId order, Command command, Message message, CancellationToken cancellationToken = default)
    {
        DemandServing();
        return await _mailboxes.PostAsync(order, new(command, message), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<OrderView?> ReadAsync(OrderId order, CancellationToken cancellationToken = default)
    {
        DemandServing();
        var stored = await AskAsync(_mailboxes.Orders.Of(order).ReadAsync(), cancellationToken).ConfigureAwait(false);
        return stored.Record is { } record ? new(record, await InFlightAsync(record, cancellationToken).ConfigureAwait(false)) : null;
    }

    /// <inheritdoc/>
    public Task<OrderPage> ListAsync(OrderQuery query, CancellationToken cancellationToken = default)
    {
        DemandServing();
        return store.ListAsync(query, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<int> CountAsync(OrderQuery query, CancellationToken cancellationToken = default)
    {
        DemandServing();
        return store.CountAsync(query, cancellationToken);
    }

    /// <inheritdoc/>
    public Task PauseAsync(string tenant, string target, string by, CancellationToken cancellationToken = default) =>
        SetPauseAsync(tenant, target, by, cancellationToken);

    /// <inheritdoc/>
    public Task ResumeAsync(string tenant, string target, string by, CancellationToken cancellationToken = default) =>
        SetPauseAsync(tenant, target, null, cancellationToken);

    /// <inheritdoc/>
    public IReadOnlyList<TargetCondition> Conditions() => _board.Conditions;

    /// <summary>Asks all silos how the targets do, for <see cref="Conditions"/>.</summary>
    internal Task RefreshAsync() => _board.RefreshAsync(default);

    /// <summary>Ends as if the process had died here, for tests.</summary>
    internal async Task AbandonAsync()
    {
        _condition = new(false, "Abandoned");
        await _mailboxes.EndAsync().ConfigureAwait(false);
        await _board.StopAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _board.Dispose();
        _mailboxes.Dispose();
    }

    private const string LostConnection = "Not connected to the cluster";

    private async Task<ImmutableHashSet<string>> InFlightAsync(OrderRecord record, CancellationToken cancellationToken)
    {
        var lanes = record.State.Requests
            .Where(request => request.State is RequestState.Waiting or RequestState.AwaitingResult)
            .Select(request => LaneName.Of(record.Id.Tenant, request.Target))
            .Distinct();
        var ids = await Task.WhenAll(lanes.Select(lane =>
            AskAsync(grains.GetGrain<ITargetGrain>(lane).InFlightAsync(record.Id.ToString()), cancellationToken))).ConfigureAwait(false);
        return [.. ids.SelectMany(one => one)];
    }

    private async Task SetPauseAsync(string tenant, string target, string? by, CancellationToken cancellationToken)
    {
        DemandServing();
        var lane = grains.GetGrain<ITargetGrain>(LaneName.Of(tenant, target));
        await AskAsync(PausedAsync(lane, by), cancellationToken).ConfigureAwait(false);
        await AskAsync(RefreshedAsync(), cancellationToken).ConfigureAwait(false);
    }

    private static async Task<bool> PausedAsync(ITargetGrain lane, string? by)
    {
        await lane.PauseAsync(by).ConfigureAwait(false);
        return true;
    }

    private async Task<bool> RefreshedAsync()
    {
        await _board.RefreshAsync(default).ConfigureAwait(false);
        return true;
    }

    private async Task<T> AskAsync<T>(Task<T> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new EngineUnavailableException(Failures.Sentence(exception), options.RetryAfter, exception);
        }
    }

    private void DemandServing()
    {
        if (!_condition.Serving)
        {
            throw new EngineUnavailableException($"The engine does not serve: {_condition.Reason}.", options.RetryAfter);
        }
    }
}
