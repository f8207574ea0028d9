using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using OrderGrains.Embedded.Storage;

namespace OrderGrains.Embedded;

/// <summary>
/// Finds what came due, from the index, lane by lane: the clock's own lane wakes orders, the others fill the pump. Each lane has
/// a position, before which everything was offered; a lane that is full stands still until the pump asks for more. What is
/// due at the moment of its commit is offered by the commit and is no matter of this loop.
/// </summary>
/// <param name="store">The index.</param>
/// <param name="pump">Where requests go.</param>
/// <param name="wake">Wakes an order; completes after the commit.</param>
/// <param name="clock">The engine's clock.</param>
/// <param name="scheduler">Where the loop runs.</param>
/// <param name="log">Failures.</param>
internal sealed class DueWork(
    IOrderStore store, DeliveryPump pump, Func<OrderId, Task> wake, EngineClock clock, WorkScheduler scheduler, ILogger log) : IDisposable
{
    private const int Page = 128;
    private static readonly (long Due, long Key) Oldest = (long.MinValue, long.MinValue);
    private static readonly TimeSpan RestAfterFailure = TimeSpan.FromSeconds(5);

    private readonly Dictionary<long, (long Due, long Key)> _positions = [];
    private readonly HashSet<long> _full = [];
    private readonly ConcurrentQueue<(string Tenant, string Target, DateTimeOffset Since)> _back = new();
    private readonly ConcurrentQueue<(string Tenant, string Target, DateTimeOffset Since)> _failed = new();
    private readonly Dictionary<(string Tenant, string Target), (long At, DateTimeOffset Since)> _resting = []; // Until when, and what is looked for then.
    private readonly Signal _signal = new(scheduler);
    private readonly TaskCompletionSource<bool> _ended = scheduler.Completion<bool>();
    private readonly CancellationTokenSource _stop = new();
    private long _next = long.MaxValue; // What the loop sleeps until, in ticks.
    private bool _started;

    /// <summary>Starts looking, from the oldest on.</summary>
    public void Start()
    {
        _started = true;
        scheduler.Start(RunAsync);
    }

    /// <summary>Stops looking; what is due stays in the index.</summary>
    public async Task StopAsync()
    {
        _stop.Cancel();
        if (_started)
        {
            await _ended.Task.ConfigureAwait(false);
        }
    }

    /// <summary>A lane wants what came due since a time.</summary>
    public void GoBack(string tenant, string target, DateTimeOffset since)
    {
        _back.Enqueue((tenant, target, since));
        _signal.Set();
    }

    /// <summary>
    /// A commit may have brought something that comes due before the loop looks again. To be called before the record is offered
    /// to the pump: what is not due here yet is found by the loop, and what is due here is due there too.
    /// </summary>
    public void Notice(OrderRecord before, OrderRecord after)
    {
        var now = clock.Now();
        foreach (var (target, due) in DueTimes.Each(after))
        {
            if (due > now && Sql.Ticks(due) < Volatile.Read(ref _next))
            {
                _signal.Set();
            }
            else if (due <= now && target == DueTimes.Clock && due != before.State.WakeAt)
            {
                GoBack(after.Id.Tenant, target, due);
            }
        }
    }

    /// <summary>
    /// Nobody knows whether a record was committed: if it was, the index has what is due of it. It is looked for after a rest: a wake may be
    /// what failed, and would fail again as long as the disk is full.
    /// </summary>
    public void LookFor(OrderRecord perhaps)
    {
        foreach (var (target, due) in DueTimes.Each(perhaps))
        {
            _failed.Enqueue((perhaps.Id.Tenant, target, due));
        }

        _signal.Set();
    }

    public void Dispose() => _stop.Dispose();

    private async Task RunAsync()
    {
        using var alarm = new Alarm(clock, () => _signal.Set());
        try
        {
            while (true)
            {
                // Set before looking, so that a commit in between signals.
                Volatile.Write(ref _next, long.MaxValue);
                var next = await LookAsync().ConfigureAwait(false);
                Volatile.Write(ref _next, next);
                alarm.Set(next == long.MaxValue ? null : Sql.Time(next));
                await _signal.WaitAsync().WaitAsync(_stop.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Stopped.
        }
        finally
        {
            scheduler.Complete(_ended, true);
        }
    }

    /// <summary>Offers what is due in every lane, a page a lane at a time; when to look again.</summary>
    private async Task<long> LookAsync()
    {
        try
        {
            GoBack();
            var more = true;
            while (more)
            {
                more = false;
                foreach (var (id, tenant, target) in store.Start.Names.Lanes())
                {
                    more |= !_full.Contains(id) && await PageAsync(id, tenant, target).ConfigureAwait(false);
                }
            }

            return await NextAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            log.LogError(exception, "Due work could not be read; it is looked for again");
            return Sql.Ticks(clock.Now() + RestAfterFailure);
        }
    }

    private void GoBack()
    {
        var now = Sql.Ticks(clock.Now());
        foreach (var ((tenant, target), rested) in _resting.Where(lane => lane.Value.At <= now).ToList())
        {
            _resting.Remove((tenant, target));
            MoveBack(tenant, target, rested.Since);
        }

        while (_back.TryDequeue(out var back))
        {
            MoveBack(back.Tenant, back.Target, back.Since);
        }
    }

    private void MoveBack(string tenant, string target, DateTimeOffset time)
    {
        if (store.Start.Names.Find(Names.Lane(tenant, target)) is { } lane)
        {
            var since = (Sql.Ticks(time), long.MinValue);
            if (_positions.TryGetValue(lane, out var position) && position.CompareTo(since) > 0)
            {
                _positions[lane] = since;
            }

            _full.Remove(lane);
        }
    }

    /// <summary>What failed rests, all of a lane together; when the first has rested.</summary>
    private long Rest()
    {
        var rested = Sql.Ticks(clock.Now() + RestAfterFailure);
        while (_failed.TryDequeue(out var failed))
        {
            var lane = (failed.Tenant, failed.Target);
            _resting[lane] = _resting.TryGetValue(lane, out var other)
                ? (other.At, failed.Since < other.Since ? failed.Since : other.Since)
                : (rested, failed.Since);
        }

        return _resting.Count == 0 ? long.MaxValue : _resting.Values.Min(lane => lane.At);
    }

    /// <summary>One page of a lane; whether there may be another.</summary>
    private async Task<bool> PageAsync(long lane, string tenant, string target)
    {
        var position = _positions.GetValueOrDefault(lane, Oldest);
        var now = Sql.Ticks(clock.Now());
        var page = await store.DueAsync(lane, position, now, Page, _stop.Token).ConfigureAwait(false);
        if (target == DueTimes.Clock)
        {
            await Task.WhenAll(page.Select(row => WakeAsync(tenant, row))).ConfigureAwait(false);
        }

        foreach (var row in page)
        {
            if (target != DueTimes.Clock && !pump.Offer(row.Order, target, Sql.Time(row.Due)))
            {
                _full.Add(lane); // The pump asks for the rest, from here on.
                return false;
            }

            _positions[lane] = (row.Due, row.Key);
        }

        return page.Count == Page;
    }

    private async Task WakeAsync(string tenant, DueRow row)
    {
        try
        {
            await wake(row.Order).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            log.LogWarning(exception, "{Order} could not be woken; it is tried again", row.Order);
            _failed.Enqueue((tenant, DueTimes.Clock, Sql.Time(row.Due)));
        }
    }

    /// <summary>When the next row of any lane comes due that is not offered yet.</summary>
    private async Task<long> NextAsync()
    {
        var next = long.MaxValue;
        foreach (var (id, _, _) in store.Start.Names.Lanes())
        {
            if (!_full.Contains(id))
            {
                var position = _positions.GetValueOrDefault(id, Oldest);
                next = Math.Min(next, await store.NextDueAsync(id, position, _stop.Token).ConfigureAwait(false) ?? long.MaxValue);
            }
        }

        return Math.Min(next, Rest());
    }
}
