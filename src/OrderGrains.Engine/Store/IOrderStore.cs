namespace OrderGrains.Engine;

/// <summary>
/// Where orders are kept: records with the columns of their heads, what is due in each lane, the log, lanes with their epochs and claims, operators'
/// pauses and acts. One contract suite runs on every store. A member that fails with <see cref="EngineUnavailableException"/> has kept nothing and may be tried
/// again; after any other exception nobody knows what was kept. Safe for any number of callers at once.
/// </summary>
public interface IOrderStore : IOrderIndex, IFailureIndex, IKeptRows, IAsyncDisposable
{
    /// <summary>Opens it, checks what is in it, and reads what turns need. Called once, before anything else.</summary>
    /// <exception cref="InvalidOperationException">It is in use, damaged, of another version, or does not keep its word; its text says what to do.</exception>
    Task OpenAsync(CancellationToken cancellationToken);

    /// <summary>Writes what waits, takes nothing more and closes. Called once; <see cref="IAsyncDisposable.DisposeAsync"/> without it ends as a crash does.</summary>
    Task CloseAsync();

    /// <summary>Key of the hash by which operators find a customer's orders, 32 bytes; made once per store.</summary>
    ReadOnlyMemory<byte> CustomerHashKey { get; }

    /// <summary>Time of the latest change of any order as of the opening; null where there is none.</summary>
    DateTimeOffset? LastChange { get; }

    /// <summary>The record as committed; null where nothing is stored of the order.</summary>
    Task<StoredRecord?> FindAsync(OrderId order, CancellationToken cancellationToken);

    /// <summary>
    /// Writes a record with its columns, due rows and log entries, all or nothing as far as the store has transactions, over the version that it was made
    /// from; or removes an order with all of these.
    /// </summary>
    /// <returns>The tag of what is stored now; null after a removal.</returns>
    /// <exception cref="StoreConflictException">The store has another version: nothing was written.</exception>
    /// <exception cref="EngineUnavailableException">Too many writes wait, or the store is closed: nothing was written.</exception>
    Task<StoreTag?> WriteAsync(OrderWrite write);

    /// <summary>What is due in a lane after a position and up to a time (inclusive), the oldest first.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="after">Where the page before ended; <see cref="DuePosition.Start"/> for the first.</param>
    /// <param name="upTo">Rows due later are left out.</param>
    /// <param name="limit">1 to 1,000.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task<IReadOnlyList<DueRow>> DueAsync(LaneName lane, DuePosition after, DateTimeOffset upTo, int limit, CancellationToken cancellationToken);

    /// <summary>When the next row of a lane comes due after a position; null where none does.</summary>
    Task<DateTimeOffset?> NextDueAsync(LaneName lane, DuePosition after, CancellationToken cancellationToken);

    /// <summary>Begins a new epoch of a lane, which ends every earlier one: makes the lane where it is new, and counts its epoch up by one.</summary>
    Task<LaneStart> EnterLaneAsync(LaneName lane, CancellationToken cancellationToken);

    /// <summary>Replaces a lane's claims, where its epoch is still the given one.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="epoch">As <see cref="EnterLaneAsync"/> gave it.</param>
    /// <param name="claims">Up to 64,000 bytes that the store does not interpret.</param>
    /// <param name="cancellationToken">Ends the waiting, not the write.</param>
    /// <returns>False where a later epoch has begun: nothing was written.</returns>
    Task<bool> ClaimAsync(LaneName lane, long epoch, ReadOnlyMemory<byte> claims, CancellationToken cancellationToken);

    /// <summary>Keeps an operator's pause of a lane, new lanes included; null ends it.</summary>
    Task PauseAsync(LaneName lane, string? by, DateTimeOffset at, CancellationToken cancellationToken);

    /// <summary>Every lane that was ever entered or paused, in the order of their names.</summary>
    Task<IReadOnlyList<LaneName>> LanesAsync(CancellationToken cancellationToken);

    /// <summary>The log of an order, the oldest entry first; empty where there is none.</summary>
    Task<IReadOnlyList<LogEntry>> LogAsync(OrderId order, CancellationToken cancellationToken);

    /// <summary>Keeps a person who is to be forgotten; a later one of the same hash takes the place of an earlier.</summary>
    Task ForgetAsync(ErasedCustomer customer, CancellationToken cancellationToken);

    /// <summary>All who are to be forgotten, in the order of their hashes.</summary>
    Task<IReadOnlyList<ErasedCustomer>> ForgottenAsync(CancellationToken cancellationToken);

    /// <summary>Acts of operators.</summary>
    IAuditRows Audit { get; }

    /// <summary>
    /// Orders that perhaps are over: the last change was before a time, nothing is due, nothing parked and nobody asked for. A page of those that follow a
    /// position; orders that change meanwhile may be missed or met twice.
    /// </summary>
    /// <param name="after">The position of the page before; null for the first page.</param>
    /// <param name="before">Orders changed at this time or later are left out.</param>
    /// <param name="limit">Most orders looked at, 1 to 1,000.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task<OldOrders> OldOrdersAsync(string? after, DateTimeOffset before, int limit, CancellationToken cancellationToken);

    /// <summary>Removes log entries older than a time, a bounded number of them; whether there may be more.</summary>
    Task<bool> TrimLogAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken);
}

/// <summary>A page of orders that may be over.</summary>
/// <param name="Orders">The orders.</param>
/// <param name="Next">The position for the next page; null at the end.</param>
public sealed record OldOrders(IReadOnlyList<OrderId> Orders, string? Next);

/// <summary>The store has another version of the order than the one that the write was made from: nothing was written.</summary>
public sealed class StoreConflictException(OrderId order, int version)
    : Exception($"Version {version} of {order} is not what is stored.");
