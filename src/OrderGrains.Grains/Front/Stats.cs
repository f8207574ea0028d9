namespace OrderGrains.Grains;

/// <summary>
/// Counts what the store's index has: the orders of each status, those that need a person, and what each lane is owed. One counting runs at a time, and stands for
/// <see cref="Fresh"/> after it has ended.
/// </summary>
internal sealed class Stats(IOrderStore store, IOrderEngine engine, HubClock clock) : IHubStats
{
    /// <summary>How old the numbers may be.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    private readonly Lock _gate = new();
    private Task<(HubStats Stats, long Stamp)>? _last;

    /// <inheritdoc/>
    public async Task<HubStats> ReadAsync(CancellationToken cancellationToken)
    {
        if (engine.Condition is { Serving: false } condition)
        {
            throw new EngineUnavailableException(condition.Reason ?? "Not serving.", RetryAfter);
        }

        return (await Counting().WaitAsync(cancellationToken).ConfigureAwait(false)).Stats;
    }

    /// <summary>The counting under way, or the last one while it is fresh. Nobody who asks ends it for the others.</summary>
    private Task<(HubStats Stats, long Stamp)> Counting()
    {
        lock (_gate)
        {
            var stands = _last is { } last && (!last.IsCompleted || (last.IsCompletedSuccessfully && clock.Time.GetElapsedTime(last.Result.Stamp) < Fresh));
            return stands ? _last! : _last = CountAsync();
        }
    }

    private async Task<(HubStats Stats, long Stamp)> CountAsync()
    {
        var at = clock.Now();
        var statuses = new List<(OrderStatus Status, int Orders)>();
        foreach (var status in Enum.GetValues<OrderStatus>().Order())
        {
            if (await store.CountAsync(new(Status: status)).ConfigureAwait(false) is > 0 and var orders)
            {
                statuses.Add((status, orders));
            }
        }

        var attention = await store.CountAsync(new(Attention: "*")).ConfigureAwait(false);
        var targets = new List<TargetStats>();
        foreach (var lane in (await store.LanesAsync(CancellationToken.None).ConfigureAwait(false)).Where(static lane => !lane.IsClock && lane.Target != Target.VtexSimulation))
        {
            targets.Add(await OfAsync(lane, at).ConfigureAwait(false));
        }

        return (new(at, statuses, attention, targets), clock.Time.GetTimestamp());
    }

    private async Task<TargetStats> OfAsync(LaneName lane, DateTimeOffset at)
    {
        var due = await store.DueAsync(lane, DuePosition.Start, at, TargetStats.MaxDue, CancellationToken.None).ConfigureAwait(false);
        return new(
            lane.Tenant,
            lane.Target,
            await CountAsync(new(lane.Target)).ConfigureAwait(false),
            await CountAsync(new(lane.Target, Failing: true)).ConfigureAwait(false),
            await CountAsync(new(lane.Target, State: RequestState.Parked)).ConfigureAwait(false),
            due.Count,
            due is [var oldest, ..] ? oldest.Due : null);

        Task<int> CountAsync(OwedQuery owed) => store.CountAsync(new(lane.Tenant, Owed: owed));
    }
}
