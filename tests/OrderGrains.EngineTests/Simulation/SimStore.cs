using OrderGrains.Engine;

namespace OrderGrains.EngineTests.Simulation;

/// <summary>The database as one silo has it, or one lane of it, whose starts it counts. Reads and writes fail as the seed says.</summary>
/// <param name="world">The run.</param>
/// <param name="silo">Whose it is.</param>
/// <param name="lane">The lane's activation; null for everybody else.</param>
internal sealed class SimStore(World world, SimSilo silo, SimLane? lane = null) : IOrderStore
{
    /// <summary>After this a store that went silent counts as failed.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private readonly SimDatabase _database = world.Database;
    private readonly DateTimeOffset _startedAt = silo.Time.GetUtcNow();

    /// <summary>Of the customers' hashes.</summary>
    public static readonly ReadOnlyMemory<byte> Key = new byte[32];

    public ReadOnlyMemory<byte> CustomerHashKey => Key;

    public DateTimeOffset? LastChange { get; private set; }

    public IAuditRows Audit => throw NotPlayed();

    public async Task OpenAsync(CancellationToken cancellationToken) =>
        LastChange = await ReadAsync(() => _database.LastChange, cancellationToken);

    public Task CloseAsync()
    {
        silo.Writer.Close();
        return Task.CompletedTask;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public Task<StoredRecord?> FindAsync(OrderId order, CancellationToken cancellationToken) => ReadAsync(
        () => _database.Orders.GetValueOrDefault(order) is { } row ? new StoredRecord(row.Bytes, new SimTag(row.Record.Version)) : null, cancellationToken);

    public Task<StoreTag?> WriteAsync(OrderWrite write)
    {
        var written = silo.Writer.AddAsync(late => (StoreTag?)_database.Write(write, late));
        return world.Bug == Bug.AnswerBeforeCommit ? Task.FromResult<StoreTag?>(new SimTag(write.After!.Version)) : written;
    }

    public Task<IReadOnlyList<DueRow>> DueAsync(
        LaneName lane, DuePosition after, DateTimeOffset upTo, int limit, CancellationToken cancellationToken) => ReadAsync<IReadOnlyList<DueRow>>(
        () => [.. Rows(lane, after, upTo).Take(limit).Select(row => new DueRow(_database.ByKey[row.Key], row.Due, row.Key))], cancellationToken);

    public Task<DateTimeOffset?> NextDueAsync(LaneName lane, DuePosition after, CancellationToken cancellationToken) => ReadAsync(
        () => Rows(lane, after, DateTimeOffset.MaxValue.AddTicks(-1)).Select(row => (DateTimeOffset?)row.Due).FirstOrDefault(), cancellationToken);

    public Task<LaneStart> EnterLaneAsync(LaneName name, CancellationToken cancellationToken) => WriteAsync(() =>
    {
        var start = _database.Enter(name);
        lane?.Starts.Add(_database.Lane(name).Starts.Count - 1);
        return start;
    });

    public Task<bool> ClaimAsync(LaneName lane, long epoch, ReadOnlyMemory<byte> claims, CancellationToken cancellationToken)
    {
        var bytes = claims.ToArray();
        return WriteAsync(() =>
        {
            world.IsAtWorst(silo);
            return _database.Claim(lane, epoch, bytes);
        });
    }

    public Task PauseAsync(LaneName lane, string? by, DateTimeOffset at, CancellationToken cancellationToken) =>
        WriteAsync(() => _database.Lane(lane).PausedBy = by);

    public Task<IReadOnlyList<LaneName>> LanesAsync(CancellationToken cancellationToken) =>
        ReadAsync<IReadOnlyList<LaneName>>(() => [.. _database.Lanes.Select(row => LaneName.Parse(row.Key))], cancellationToken);

    public Task<OrderPage> ListAsync(OrderQuery query, CancellationToken cancellationToken = default) => throw NotPlayed();

    public Task<int> CountAsync(OrderQuery query, CancellationToken cancellationToken = default) => throw NotPlayed();

    public Task<FailureGroups> FailuresAsync(string? tenant, OwedQuery query, CancellationToken cancellationToken = default) => throw NotPlayed();

    public Task<IReadOnlyList<LogEntry>> LogAsync(OrderId order, CancellationToken cancellationToken) => throw NotPlayed();

    public Task ForgetAsync(ErasedCustomer customer, CancellationToken cancellationToken) => throw NotPlayed();

    public Task<IReadOnlyList<ErasedCustomer>> ForgottenAsync(CancellationToken cancellationToken) => throw NotPlayed();

    public Task KeepAsync(KeptRow row, CancellationToken cancellationToken = default) => throw NotPlayed();

    public Task<KeptRow?> KeptAsync(string list, string key, CancellationToken cancellationToken = default) => throw NotPlayed();

    public Task<IReadOnlyList<KeptRow>> KeptAsync(string list, int limit, string? below = null, CancellationToken cancellationToken = default) => throw NotPlayed();

    public Task RemoveKeptAsync(string list, string key, CancellationToken cancellationToken = default) => throw NotPlayed();

    public Task TrimKeptAsync(string list, int most, DateTimeOffset before, CancellationToken cancellationToken = default) => throw NotPlayed();

    public Task<OldOrders> OldOrdersAsync(string? after, DateTimeOffset before, int limit, CancellationToken cancellationToken) => throw NotPlayed();

    public Task<bool> TrimLogAsync(DateTimeOffset before, int limit, CancellationToken cancellationToken) => throw NotPlayed();

    /// <summary>What lanes write: a server's store gives a write up that takes too long, though it may land later.</summary>
    private Task<T> WriteAsync<T>(Func<T> land)
    {
        var written = silo.Writer.AddAsync(_ => land());
        return world.IsAlone ? written : written.WaitAsync(Patience, silo.Time);
    }

    private IEnumerable<(DateTimeOffset Due, long Key)> Rows(LaneName lane, DuePosition after, DateTimeOffset upTo)
    {
        var rows = _database.Lane(lane).After(after).TakeWhile(row => row.Due <= upTo);
        return world.Bug == Bug.RequestsLostOnRestart ? rows.Where(row => row.Due > _startedAt)
            : world.Bug == Bug.NothingMended && upTo == DateTimeOffset.MaxValue ? []
            : rows;
    }

    /// <summary>What is read is what stands there at some moment before the answer comes.</summary>
    private Task<T> ReadAsync<T>(Func<T> read, CancellationToken cancellationToken)
    {
        var done = new TaskCompletionSource<T>();
        world.Loop.Post(silo.Life, () =>
        {
            if (cancellationToken.IsCancellationRequested)
            {
                done.TrySetCanceled(cancellationToken);
            }
            else if (world.StoreFails())
            {
                world.Loop.After(silo.Life, world.Draw(0.2) ? LongestWait : TimeSpan.Zero, () => done.TrySetException(new IOException("The read failed.")));
            }
            else if (!world.IsAlone && world.Draw(0.3))
            {
                var found = read();
                world.Loop.After(silo.Life, world.Wait(10), () => done.TrySetResult(found));
            }
            else
            {
                done.TrySetResult(read());
            }
        });
        return done.Task;
    }

    private static NotSupportedException NotPlayed() => new("Lists and retention are not simulated.");
}
