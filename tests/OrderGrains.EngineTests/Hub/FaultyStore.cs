using OrderGrains.Engine;

namespace OrderGrains.EngineTests.Hub;

/// <summary>What happens to a store, as a test says; shared by all runs of a fixture.</summary>
internal sealed class Misfortunes
{
    public static readonly Action<OrderId> Nothing = static _ => { };

    /// <summary>Before a write of an order; may throw or block.</summary>
    public Action<OrderId> BeforeWrite { get; set; } = Nothing;

    /// <summary>After a write is durable and before anybody knows; may throw.</summary>
    public Action AfterWrite { get; set; } = static () => { };

    /// <summary>Instead of everything, reads included.</summary>
    public Func<Exception?> Away { get; set; } = static () => null;

    /// <summary>Held until it completes, before an order is read.</summary>
    public Func<OrderId, Task> BeforeRead { get; set; } = static _ => Task.CompletedTask;

    /// <summary>Told of each write once it is over, whatever became of it.</summary>
    public Signal Written { get; } = new();
}

/// <summary>A store with misfortunes, as one run of silos sees it: after that run's death nothing of it reaches the store any more.</summary>
internal sealed class FaultyStore(IOrderStore inner, Misfortunes misfortunes) : IOrderStore
{
    private volatile bool _dead;

    /// <summary>The store itself.</summary>
    public IOrderStore Inner => inner;

    public IAuditRows Audit
    {
        get
        {
            Demand();
            return inner.Audit;
        }
    }

    public ReadOnlyMemory<byte> CustomerHashKey => inner.CustomerHashKey;

    public DateTimeOffset? LastChange => inner.LastChange;

    /// <summary>The process has died.</summary>
    public void Die() => _dead = true;

    public Task OpenAsync(CancellationToken cancellationToken) => inner.OpenAsync(cancellationToken);

    public Task CloseAsync() => _dead ? Task.CompletedTask : inner.CloseAsync();

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    public async Task<StoredRecord?> FindAsync(OrderId order, CancellationToken cancellationToken)
    {
        Demand();
        await misfortunes.BeforeRead(order);
        return await inner.FindAsync(order, cancellationToken);
    }

    public async Task<StoreTag?> WriteAsync(OrderWrite write)
    {
        Demand();
        if (misfortunes.BeforeWrite is var before && before != Misfortunes.Nothing)
        {
            // What a test does here may block, so it gets a thread of its own.
            await Task.Factory.StartNew(() => before(write.Order), default, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        }

        Demand();
        try
        {
            var tag = await inner.WriteAsync(write);
            Demand();
            misfortunes.AfterWrite();
            return tag;
        }
        finally
        {
            misfortunes.Written.Tell();
        }
    }

    public Task<IReadOnlyList<DueRow>> DueAsync(LaneName lane, DuePosition after, DateTimeOffset upTo, int limit, CancellationToken cancellationToken) =>
        Alive(() => inner.DueAsync(lane, after, upTo, limit, cancellationToken));

    public Task<DateTimeOffset?> NextDueAsync(LaneName lane, DuePosition after, CancellationToken cancellationToken) =>
        Alive(() => inner.NextDueAsync(lane, after, cancellationToken));

    public Task<LaneStart> EnterLaneAsync(LaneName lane, CancellationToken cancellationToken) => Alive(() => inner.EnterLaneAsync(lane, cancellationToken));

    public Task<bool> ClaimAsync(LaneName lane, long epoch, ReadOnlyMemory<byte> claims, CancellationToken cancellationToken) =>
        Alive(() => inner.ClaimAsync(lane, epoch, claims, cancellationToken));

    public Task PauseAsync(LaneName lane, string? by, DateTimeOffset at, CancellationToken cancellationToken) =>
        Alive(async () =>
        {
            await inner.PauseAsync(lane, by, at, cancellationToken);
            return true;
        });

    public Task<IReadOnlyList<LaneName>> LanesAsync(CancellationToken cancellationToken) => Alive(() => inner.LanesAsync(cancellationToken));

    public Task<IReadOnlyList<LogEntry>> LogAsync(OrderId order, CancellationToken cancellationToken) => Alive(() => inner.LogAsync(order, cancellationToken));

    public Task ForgetAsync(ErasedCustomer customer, CancellationToken cancellationToken)
    {
        Demand();
        return inner.ForgetAsync(customer, cancellationToken);
    }

    public Task<IReadOnlyList<ErasedCustomer>> ForgottenAsync(CancellationToken cancellationToken)
    {
        Demand();
        return inner.ForgottenAsync(cancellationToken);
    }

    public Task KeepAsync(KeptRow row, CancellationToken cancellationToken = default)
    {
        Demand();
        return inner.KeepAsync(row, cancellationToken);
    }

    public Task<KeptRow?> KeptAsync(string list, string key, CancellationToken cancellationToken = default) => Alive(() => inner.KeptAsync(list, key, cancellationToken));

    public Task<IReadOnlyList<KeptRow>> KeptAsync(string list, int limit, string? below = null, CancellationToken cancellationToken = default) =>
        Alive(() => inner.KeptAsync(list, limit, below, cancellationToken));

    public Task RemoveKeptAsync(string list, string key, CancellationToken cancellationToken = default)
    {
        Demand();
        return inner.RemoveKeptAsync(list, key, cancellationToken);
    }

    public Task TrimKeptAsync(string list, int most, DateTimeOffset before, CancellationToken cancellationToken = default)
    {
        Demand();
        return inner.TrimKeptAsync(list, most, before, cancellationToken);
    }

    public Task<OldOrders> OldOrdersAsync(string? after, DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        Alive(() => inner.OldOrdersAsync(after, before, limit, cancellationToken));

    public Task<bool> TrimLogAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) =>
        Alive(() => inner.TrimLogAsync(before, limit, cancellationToken));

    public Task<OrderPage> ListAsync(OrderQuery query, CancellationToken cancellationToken = default) => Alive(() => inner.ListAsync(query, cancellationToken));

    public Task<int> CountAsync(OrderQuery query, CancellationToken cancellationToken = default) => Alive(() => inner.CountAsync(query, cancellationToken));

    public Task<FailureGroups> FailuresAsync(string? tenant, OwedQuery query, CancellationToken cancellationToken = default) =>
        Alive(() => inner.FailuresAsync(tenant, query, cancellationToken));

    private async Task<T> Alive<T>(Func<Task<T>> ask)
    {
        Demand();
        return await ask();
    }

    private void Demand()
    {
        if (_dead)
        {
            throw new InvalidOperationException("The process is dead.");
        }

        if (misfortunes.Away() is { } away)
        {
            throw away;
        }
    }
}
