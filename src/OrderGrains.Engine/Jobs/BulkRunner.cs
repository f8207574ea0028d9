using Microsoft.Extensions.Logging;

namespace OrderGrains.Engine;

/// <summary>
/// Does to each order of a query what an operator asked for, by the command of the single act, one order after the other at a pace. The orders are those that
/// match when it begins; each is asked again when its turn comes. Where it goes on after a restart, orders that have changed since it began are left
/// alone: it acted on them, or they moved by themselves.
/// </summary>
/// <param name="store">Finds the orders, and keeps how far it came.</param>
/// <param name="orders">The orders, wherever they are active.</param>
/// <param name="lift">What holds a target back lets one call through now, as with a single retry.</param>
/// <param name="time">The pace's clock.</param>
/// <param name="log">What could not be done.</param>
public sealed class BulkRunner(IOrderStore store, ILaneOrders orders, Func<LaneName, Task> lift, TimeProvider time, ILogger log)
{
    private const int Page = 200;
    private const int Tries = 15; // Some half a minute of a database that is away.

    private static readonly TimeSpan Saved = TimeSpan.FromSeconds(2); // How often it is kept how far it came.

    private readonly KeptJobs _jobs = new(store);

    /// <summary>Runs to the end, or until it is stopped; as it stands then, with its state as it was.</summary>
    /// <param name="job">What to do, and how far it came.</param>
    /// <param name="resumed">Whether it was begun before.</param>
    /// <param name="told">Told how far it came.</param>
    /// <param name="stop">Stops it between two orders.</param>
    /// <exception cref="EngineUnavailableException">The store cannot be read or written.</exception>
    public async Task<BulkJob> RunAsync(BulkJob job, bool resumed, Action<BulkJob> told, CancellationToken stop)
    {
        var ids = await FindAsync(job, resumed, stop);
        job = job with { Orders = job.Orders ?? ids.Count };
        var (lifted, saved) = (new HashSet<LaneName>(), time.GetTimestamp());
        await SaveAsync(job, stop);
        told(job);
        foreach (var id in ids)
        {
            stop.ThrowIfCancellationRequested();
            var acted = await ActAsync(job with { Looked = job.Looked + 1 }, id, lifted, stop);
            var paced = acted.Done + acted.Refused + acted.Failed > job.Done + job.Refused + job.Failed;
            told(job = acted);
            if (time.GetElapsedTime(saved) >= Saved)
            {
                await SaveAsync(job, stop);
                saved = time.GetTimestamp();
            }

            if (paced)
            {
                await Task.Delay(TimeSpan.FromSeconds(1) / job.What.Pace, time, CancellationToken.None).WaitAsync(stop);
            }
        }

        return job;
    }

    private async Task<IReadOnlyList<OrderId>> FindAsync(BulkJob job, bool resumed, CancellationToken stop)
    {
        var (found, seen, cursor) = (new List<OrderId>(), new HashSet<string>(StringComparer.Ordinal), (string?)null);
        do
        {
            var page = await PatientlyAsync(() => store.ListAsync(job.What.Query with { Limit = Page, Cursor = cursor }, stop), stop);
            found.AddRange(page.Orders.Where(head => (!resumed || head.ChangedAt <= job.StartedAt) && seen.Add(head.Id)).Select(static head => OrderId.Parse(head.Id)));
            cursor = page.Next;
        }
        while (cursor is not null && found.Count < IBulkJobs.MaxOrders);
        found.Reverse(); // Those that have waited longest come first.
        return found;
    }

    private async Task<BulkJob> ActAsync(BulkJob job, OrderId id, HashSet<LaneName> lifted, CancellationToken stop)
    {
        try
        {
            if (await PatientlyAsync(() => store.FindAsync(id, stop), stop) is not { } stored)
            {
                return job;
            }

            var head = RecordHead.Of(RecordCodec.Read(stored.Bytes, id));
            if (!OrderSearch.Matches(job.What.Query, id, head))
            {
                return job;
            }

            foreach (var (command, lane) in Commands(job.What, id, head))
            {
                job = Counted(job, await PatientlyAsync(() => orders.TakeAsync(id, command, stop), stop));
                if (lane is { } target && lifted.Add(target))
                {
                    await lift(target).WaitAsync(stop);
                }
            }

            return job;
        }
        catch (Exception exception) when (!stop.IsCancellationRequested)
        {
            log.LogWarning("{Act} of {Order} by {Operator} could not be done ({Type})", job.What.Act, id, job.What.By, exception.GetType().Name);
            return job with { Failed = job.Failed + 1, LastFailure = exception is EngineUnavailableException ? exception.Message : "The order could not take it." };
        }
    }

    /// <summary>What is asked of an order, and of which lane's call that speaks.</summary>
    private static IEnumerable<(Command Command, LaneName? Lane)> Commands(BulkOrder what, OrderId id, RecordHead head)
    {
        if (what.Act == BulkAct.Cancel)
        {
            return [(new CancelByOperator(what.By, what.Reason), null)];
        }

        var calls = (head.Owed ?? []).Where(call => what.Query.Owed?.Matches(call) ?? true);
        return what.Act == BulkAct.Retry
            ? calls.Select(call => ((Command)new RetryRequest(call.Request, what.By), (LaneName?)new LaneName(id.Tenant, call.Target)))
            : calls.Select(call => ((Command)new SkipRequest(call.Request, what.By), (LaneName?)null));
    }

    private Task SaveAsync(BulkJob job, CancellationToken stop) => PatientlyAsync(
        async () =>
        {
            await _jobs.SaveAsync(job, stop);
            return true;
        },
        stop);

    private async Task<T> PatientlyAsync<T>(Func<Task<T>> ask, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await ask();
            }
            catch (EngineUnavailableException exception) when (attempt < Tries)
            {
                await Task.Delay(exception.RetryAfter, time, CancellationToken.None).WaitAsync(stop);
            }
        }
    }

    private static BulkJob Counted(BulkJob job, Receipt receipt) => receipt.Outcome == Outcome.Refused
        ? job with { Refused = job.Refused + 1, LastRefusal = receipt.Reason }
        : job with { Done = job.Done + 1 };
}
