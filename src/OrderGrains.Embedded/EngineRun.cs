using System.Runtime.CompilerServices;
using Microsoft.Extensions.Logging;
using OrderGrains.Embedded.Mailboxes;
using OrderGrains.Embedded.Retention;
using OrderGrains.Embedded.Storage;

namespace OrderGrains.Embedded;

/// <summary>One run of the engine, from the opening of its store to its closing: the parts and how they are joined.</summary>
internal sealed class EngineRun : IOwingOrders, IAsyncDisposable
{
    private readonly EmbeddedOptions _options;
    private readonly ILogger _log;
    private readonly IOrderPolicies _policies;
    private readonly IOrderStore _store;
    private readonly MailboxSet _mailboxes;
    private readonly DueWork _due;
    private readonly ConditionalWeakTable<OrderPolicy, OrderPolicy> _keyed = [];
    private readonly ConditionalWeakTable<OrderPolicy, OrderPolicy>.CreateValueCallback _withKey;
    private Housekeeping? _housekeeping;

    /// <summary>Joins the parts; nothing is called before <see cref="Start"/>.</summary>
    /// <param name="store">Where orders are kept; owned by the run from here on.</param>
    /// <param name="options">Bounds.</param>
    /// <param name="policies">Tenants' policies.</param>
    /// <param name="connectors">The targets.</param>
    /// <param name="time">The machine's clock.</param>
    /// <param name="log">Failures; ids of orders only.</param>
    public EngineRun(
        IOrderStore store, EmbeddedOptions options, IOrderPolicies policies, IEnumerable<IConnector> connectors, TimeProvider time, ILogger log)
    {
        (_store, _options, _policies, _log) = (store, options, policies, log);
        Clock = new(time, store.Start.LastChange);
        if (time.GetUtcNow() < store.Start.LastChange)
        {
            log.LogWarning(
                "The machine's clock is behind the last change, which was at {LastChange:u}: the hub goes on from there at real speed", store.Start.LastChange);
        }

        Pump = new(this, connectors, Clock, options.Delivery, options.Scheduler);
        _mailboxes = new(store, PolicyOf, Clock, Committed, record => _due!.LookFor(record), options, log);
        _due = new(store, Pump, WakeAsync, Clock, options.Scheduler, log);
        _withKey = policy => policy with { CustomerHashKey = CustomerHashKey };
        foreach (var (lane, by) in store.Start.Paused)
        {
            var parts = lane.Split('/');
            Pump.Pause(parts[0], parts[1], by);
        }
    }

    /// <summary>The orders at work.</summary>
    public MailboxSet Mailboxes => _mailboxes;

    public EngineClock Clock { get; }

    public DeliveryPump Pump { get; }

    public IOrderIndex Index => _store.Index;

    public ReadOnlyMemory<byte> CustomerHashKey => _store.Start.CustomerHashKey;

    /// <summary>Orders in memory.</summary>
    public int Activations => _mailboxes.Activations;

    /// <summary>Has old orders removed while the run lasts.</summary>
    /// <param name="housekeeping">Owned by the run from here on.</param>
    public void Keep(Housekeeping housekeeping) => _housekeeping = housekeeping;

    /// <summary>Removes at once what is too old; how many orders and rows of the log.</summary>
    public Task<(int Orders, int Rows)> SweepAsync(CancellationToken cancellationToken) => _housekeeping!.SweepAsync(cancellationToken);

    /// <summary>Resumes what is owed.</summary>
    public void Start()
    {
        _due.Start();
        _housekeeping?.Start();
    }

    /// <summary>Hands a sender's command over.</summary>
    public Task<Receipt> SubmitAsync(OrderId order, Command command, Message message, CancellationToken cancellationToken)
    {
        try
        {
            return _mailboxes.PostAsync(order, command, message, bounded: true, cancellationToken);
        }
        catch (EngineUnavailableException exception)
        {
            return Task.FromException<Receipt>(exception);
        }
    }

    public async Task<OrderView?> ViewAsync(OrderId order, CancellationToken cancellationToken) =>
        await _mailboxes.ReadAsync(order, cancellationToken).ConfigureAwait(false) is { } record
            ? new(record, Pump.InFlight(order))
            : null;

    public async Task PauseAsync(string tenant, string target, string? by)
    {
        try
        {
            await _store.WriteAsync(new PauseWrite(Names.Lane(tenant, target), by, Clock.Now())).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not EngineUnavailableException)
        {
            throw new EngineUnavailableException("The pause could not be written.", _options.RetryAfter, exception);
        }

        if (by is null)
        {
            Pump.Resume(tenant, target);
        }
        else
        {
            Pump.Pause(tenant, target, by);
        }
    }

    /// <summary>Ends in order: calls end or are cancelled, mailboxes empty, the store flushes and closes.</summary>
    /// <param name="cancellationToken">Ends the waiting early; what is committed stays so, and what is owed stays owed.</param>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await StopHousekeepingAsync().ConfigureAwait(false);
        await _due.StopAsync().ConfigureAwait(false);
        await Pump.StopAsync(cancellationToken).ConfigureAwait(false);
        await _mailboxes.WhenIdleAsync().WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await CloseAsync().ConfigureAwait(false);
    }

    /// <summary>Ends as if the process had died here: nothing more is written, and no answer reaches an order.</summary>
    public async Task AbandonAsync()
    {
        _store.Abandon();
        Pump.Cut();
        await StopHousekeepingAsync().ConfigureAwait(false);
        await _due.StopAsync().ConfigureAwait(false);
        await CloseAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await AbandonAsync().ConfigureAwait(false);

    async Task<OrderRecord?> IOwingOrders.ReadAsync(OrderId order, CancellationToken cancellationToken)
    {
        var record = await _mailboxes.ReadAsync(order, cancellationToken).ConfigureAwait(false);
        if (!(record?.State.WakeAt <= Clock.Now()))
        {
            return record;
        }

        await WakeAsync(order).ConfigureAwait(false); // A placement that comes too late must not be sent.
        return await _mailboxes.ReadAsync(order, cancellationToken).ConfigureAwait(false);
    }

    Task IOwingOrders.AnswerAsync(OrderId order, RecordAnswer answer, CancellationToken cancellationToken) =>
        _mailboxes.PostAsync(order, answer, Message.Internal, bounded: false, cancellationToken);

    void IOwingOrders.Refill(string tenant, string target, DateTimeOffset since) => _due.GoBack(tenant, target, since);

    void IOwingOrders.Blocked(string tenant, string target, DateTimeOffset until, string why) =>
        _log.LogWarning("{Tenant}/{Target} is not called until {Until:u}: {Why}", tenant, target, until, why);

    void IOwingOrders.Recovered(string tenant, string target) =>
        _log.LogInformation("{Tenant}/{Target} answers again", tenant, target);

    void IOwingOrders.Report(OrderId order, string target, string what, Exception? exception) =>
        // The type and where it was thrown: a message may quote what was sent.
        _log.LogError("{Order} at {Target}: {What} {Type} {Stack}", order, target, what, exception?.GetType().Name, exception?.StackTrace);

    private Task WakeAsync(OrderId order) => _mailboxes.PostAsync(order, new Wake(), Message.Internal, bounded: false, default);

    private void Committed(OrderRecord before, OrderRecord after)
    {
        _due.Notice(before, after);
        Pump.Offer(after);
        if (after.State.Requests.IsEmpty)
        {
            return;
        }

        foreach (var parked in after.State.Requests.Where(request =>
            request.State == RequestState.Parked && before.State.Find(request.Id)?.State != RequestState.Parked))
        {
            _log.LogWarning("{Order} needs a person: {Operation} at {Target} is parked, {Code}", after.Id, parked.Operation, parked.Target, parked.LastCode);
        }
    }

    private OrderPolicy PolicyOf(string tenant)
    {
        var policy = _policies.For(tenant);
        return policy.CustomerHashKey is null ? _keyed.GetValue(policy, _withKey) : policy;
    }

    private Task StopHousekeepingAsync() => _housekeeping?.StopAsync() ?? Task.CompletedTask;

    private async Task CloseAsync()
    {
        try
        {
            await _store.CloseAsync().ConfigureAwait(false);
        }
        finally
        {
            Pump.Dispose();
            _due.Dispose();
            _housekeeping?.Dispose();
        }
    }
}
