using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OrderGrains.Embedded.Storage;

namespace OrderGrains.Embedded;

/// <summary>
/// The engine of one machine: orders in memory while they are at work, one SQLite file, one process. Serves from
/// <see cref="StartAsync"/> to <see cref="StopAsync"/>; outside of that every command is refused with
/// <see cref="EngineUnavailableException"/>. When the disk fails it stops the application: nobody knows what was kept.
/// </summary>
public sealed class EmbeddedEngine(
    EmbeddedOptions options,
    IOrderPolicies policies,
    IEnumerable<IConnector> connectors,
    TimeProvider time,
    ILogger<EmbeddedEngine> log,
    IHostApplicationLifetime lifetime) : IOrderEngine, IOrderIndex, ITargets, IHostedService
{
    private static readonly EngineCondition Serving = new(true, null);

    private volatile EngineCondition _condition = new(false, "Starting");
    private volatile EngineRun? _run;

    /// <inheritdoc/>
    public EngineCondition Condition => _condition;

    /// <summary>Key of the hash by which operators find a customer's orders; made once per data directory.</summary>
    /// <exception cref="EngineUnavailableException">Not started.</exception>
    public ReadOnlyMemory<byte> CustomerHashKey => Running().CustomerHashKey;

    /// <summary>Orders in memory.</summary>
    internal int Activations => Running().Activations;

    /// <summary>Locks the data directory, opens and checks the database, serves, and resumes what is owed.</summary>
    /// <exception cref="InvalidOperationException">The directory is in use, or a commit would not be durable there.</exception>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var store = new SqliteStore(options, log, Fatal);
        var run = new EngineRun(store, options, policies, connectors, time, log);
        _run = run;
        run.Keep(new(options.Retention, store, run.Mailboxes, run.Clock, log));
        _condition = Serving;
        run.Start();
        log.LogInformation("The engine serves from {Directory}", options.DataDirectory);
        return Task.CompletedTask;
    }

    /// <summary>Refuses new commands, ends what is under way, flushes, closes and releases the lock: seconds, and within ten.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _condition = _condition.Serving ? new(false, "Stopping") : _condition;
        if (_run is { } run)
        {
            await run.StopAsync(cancellationToken).ConfigureAwait(false);
            _run = null;
            log.LogInformation("The engine stopped");
        }
    }

    /// <inheritdoc/>
    public Task<Receipt> SubmitAsync(OrderId order, Command command, Message message, CancellationToken cancellationToken = default) =>
        Accepting().SubmitAsync(order, command, message, cancellationToken);

    /// <inheritdoc/>
    public Task<OrderView?> ReadAsync(OrderId order, CancellationToken cancellationToken = default) =>
        Accepting().ViewAsync(order, cancellationToken);

    /// <inheritdoc/>
    public Task<OrderPage> ListAsync(OrderQuery query, CancellationToken cancellationToken = default) =>
        Accepting().Index.ListAsync(query, cancellationToken);

    /// <inheritdoc/>
    public Task<int> CountAsync(OrderQuery query, CancellationToken cancellationToken = default) =>
        Accepting().Index.CountAsync(query, cancellationToken);

    /// <inheritdoc/>
    public Task PauseAsync(string tenant, string target, string by, CancellationToken cancellationToken = default) =>
        Accepting().PauseAsync(tenant, target, by);

    /// <inheritdoc/>
    public Task ResumeAsync(string tenant, string target, string by, CancellationToken cancellationToken = default) =>
        Accepting().PauseAsync(tenant, target, null);

    /// <inheritdoc/>
    public IReadOnlyList<TargetCondition> Conditions() => _run?.Pump.Conditions() ?? [];

    /// <summary>Ends as if the process had died here, for tests.</summary>
    internal async Task AbandonAsync()
    {
        _condition = new(false, "Abandoned");
        if (_run is { } run)
        {
            _run = null;
            await run.AbandonAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Removes at once what is older than the options keep it, for tests and benchmarks; how many orders and rows of the log.</summary>
    internal Task<(int Orders, int Rows)> SweepAsync(CancellationToken cancellationToken) => Running().SweepAsync(cancellationToken);

    private EngineRun Accepting() => _condition.Serving ? Running() : throw Unavailable();

    private EngineRun Running() => _run ?? throw Unavailable();

    private EngineUnavailableException Unavailable() => new($"The engine does not serve: {_condition.Reason}.", options.RetryAfter);

    private void Fatal(Exception exception)
    {
        _condition = new(false, "Failed: the disk failed", Failed: true);
        log.LogCritical(exception, "The disk failed; what of the last writes was kept is unknown. The process ends.");
        lifetime.StopApplication();
    }
}
