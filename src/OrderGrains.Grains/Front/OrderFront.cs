using System.Collections.Immutable;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace OrderGrains.Grains;

/// <summary>
/// The hub as one process's HTTP side sees it: commands go to the orders' grains wherever they are active. Serves from the moment at which the process
/// is part of the cluster, or connected to it, and the lanes stand, to its stop.
/// </summary>
internal sealed class OrderFront(
    IGrainFactory grains, IOrderStore store, TargetBoard board, FrontLimits limits, ILogger<OrderFront> log) : IOrderEngine, IOrderIndex, IFailureIndex, ITargets, IHostedService
{
    /// <summary>Before a command is sent again: while a silo leaves, its orders have another within moments.</summary>
    private static readonly TimeSpan[] Waits = [TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(250), TimeSpan.FromSeconds(1)];

    private static readonly EngineCondition Serving = new(true, null);
    private const string LostConnection = "Not connected to the cluster";

    private readonly OrderReferences _orders = new(grains);
    private readonly CallsUnderWay _calls = new(limits);
    private volatile EngineCondition _condition = EngineCondition.Starting;
    private volatile bool _inDoubt;

    /// <inheritdoc/>
    public EngineCondition Condition => _condition;

    /// <summary>The framework's own work, and the lanes', has started before.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _condition = _condition.Failed ? _condition : Serving;
        board.Start();
        return Task.CompletedTask;
    }

    /// <summary>Refuses new commands and waits for those under way; the framework leaves the cluster after.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _condition = _condition.Failed ? _condition : new(false, "Stopping");
        await board.StopAsync().ConfigureAwait(false);
        await _calls.WhenIdleAsync().WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <summary>The connection to the cluster was lost, or is there again.</summary>
    public void OnConnection(bool connected)
    {
        if (_condition.Reason is null or LostConnection)
        {
            _condition = connected ? Serving : new(false, LostConnection);
        }
    }

    /// <summary>
    /// Whether the others may have declared this silo dead without its knowledge, and serve its orders: it takes no commands meanwhile. The process is as ready as
    /// before, since that is so where the database is away for all.
    /// </summary>
    public void OnDoubt(bool doubt) => _inDoubt = doubt;

    /// <summary>The store failed, so that nobody knows what was kept: the process will not serve again.</summary>
    public void OnFailure(string why) => _condition = new(false, why, Failed: true);

    /// <inheritdoc/>
    public async Task<Receipt> SubmitAsync(OrderId order, Command command, Message message, CancellationToken cancellationToken = default)
    {
        DemandServing();
        HubTelemetry.Mark(order);
        _calls.Begin(order);
        try
        {
            var given = await TakeAsync(order, new(command, message), cancellationToken).ConfigureAwait(false);
            return given.Answer.Receipt ?? throw new EngineUnavailableException(given.Answer.Unavailable ?? "The command could not be taken.", limits.RetryAfter);
        }
        finally
        {
            _calls.End(order);
        }
    }

    /// <inheritdoc/>
    public async Task<OrderView?> ReadAsync(OrderId order, CancellationToken cancellationToken = default)
    {
        DemandServing();
        var seen = await AskAsync(_orders.Of(order).ReadAsync(), cancellationToken).ConfigureAwait(false);
        return seen.Unavailable is { } why ? throw new EngineUnavailableException(why, limits.RetryAfter)
            : seen.Record is { } record ? new(record, await InFlightAsync(record, cancellationToken).ConfigureAwait(false))
            : null;
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
    public Task<FailureGroups> FailuresAsync(string? tenant, OwedQuery query, CancellationToken cancellationToken = default)
    {
        DemandServing();
        return store.FailuresAsync(tenant, query, cancellationToken);
    }

    /// <inheritdoc/>
    public Task PauseAsync(string tenant, string target, string by, CancellationToken cancellationToken = default) =>
        SetPauseAsync(new(tenant, target), by, cancellationToken);

    /// <inheritdoc/>
    public Task ResumeAsync(string tenant, string target, string by, CancellationToken cancellationToken = default) =>
        SetPauseAsync(new(tenant, target), null, cancellationToken);

    /// <inheritdoc/>
    public async Task LiftAsync(string tenant, string target, CancellationToken cancellationToken = default)
    {
        DemandServing();
        await AskAsync(AndThenRefreshAsync(grains.Target(new(tenant, target)).LiftAsync()), cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public IReadOnlyList<TargetCondition> Conditions() => board.Conditions;

    private async Task<GivenAnswer> TakeAsync(OrderId order, SentCommand command, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await _orders.Of(order).TakeAsync(command, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                throw;
            }
            catch (Exception exception) when (attempt < Waits.Length && command.CanRepeat && Failures.IsLostSilo(exception))
            {
                log.LogInformation("A silo was lost with a command of {Order}; it is sent again", order);
                await Task.Delay(Waits[attempt], TimeProvider.System, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                // The type alone: a store's own words may quote its address.
                log.LogWarning("A command of {Order} failed and was perhaps not taken ({Type})", order, exception.GetType().Name);
                throw new EngineUnavailableException(Failures.Sentence(exception), limits.RetryAfter, exception);
            }
        }
    }

    private async Task<ImmutableHashSet<string>> InFlightAsync(OrderRecord record, CancellationToken cancellationToken)
    {
        var lanes = record.State.Requests
            .Where(request => request.State is RequestState.Waiting or RequestState.AwaitingResult)
            .Select(request => new LaneName(record.Id.Tenant, request.Target))
            .Distinct();
        var ids = await Task.WhenAll(lanes.Select(lane =>
            AskAsync(grains.Target(lane).CallOfAsync(record.Id.ToString()), cancellationToken))).ConfigureAwait(false);
        return [.. ids.OfType<string>()];
    }

    private async Task SetPauseAsync(LaneName lane, string? by, CancellationToken cancellationToken)
    {
        DemandServing();
        await AskAsync(AndThenRefreshAsync(grains.Target(lane).PauseAsync(by)), cancellationToken).ConfigureAwait(false);
    }

    private async Task<bool> AndThenRefreshAsync(Task change)
    {
        await change.ConfigureAwait(false);
        await board.RefreshAsync(default).ConfigureAwait(false);
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
            throw new EngineUnavailableException(Failures.Sentence(exception), limits.RetryAfter, exception);
        }
    }

    private void DemandServing()
    {
        if (_condition is { Serving: false, Reason: var why })
        {
            throw new EngineUnavailableException($"The hub does not serve: {why}.", limits.RetryAfter);
        }

        if (_inDoubt)
        {
            throw new EngineUnavailableException("The database does not answer.", limits.RetryAfter);
        }
    }
}
