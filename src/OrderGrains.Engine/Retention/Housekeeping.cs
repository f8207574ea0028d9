using Microsoft.Extensions.Logging;

namespace OrderGrains.Engine;

/// <summary>
/// Removes what is older than the settings keep it, in steps so small that no webhook waits for one. Each order is asked itself whether it goes, by a command
/// like any other, so that it never goes while it is at work. Nothing goes while the clock is doubtful.
/// </summary>
/// <param name="options">Ages.</param>
/// <param name="store">What is old.</param>
/// <param name="orders">The orders, wherever they are active.</param>
/// <param name="policies">What each tenant keeps.</param>
/// <param name="clock">The hub's clock.</param>
/// <param name="log">What was removed, and what failed.</param>
public sealed class Housekeeping(
    RetentionOptions options, IOrderStore store, ILaneOrders orders, IOrderPolicies policies, HubClock clock, ILogger log)
{
    /// <summary>Entries of the log, or orders, looked at in one step.</summary>
    private const int Step = 200;

    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(20);

    /// <summary>Removes all that is old by now; how many orders. Before that it erases who is to be forgotten.</summary>
    public async Task<int> SweepAsync(CancellationToken cancellationToken)
    {
        await ForgetAsync(cancellationToken);
        if (clock.IsDoubtfulForRetention)
        {
            log.LogWarning("Nothing is removed: the machine's clock jumped within the last day");
            return 0;
        }

        var removed = options.Orders is { } age ? await OrdersAsync(clock.Now() - age, cancellationToken) : 0;
        while (options.Log is { } kept && await TrimAsync(clock.Now() - kept, cancellationToken))
        {
            await Task.Delay(Rest, clock.Time, CancellationToken.None).WaitAsync(cancellationToken);
        }

        while (options.Audit is { } told && !clock.IsDoubtfulForRetention && await store.Audit.TrimAsync(clock.Now() - told, Step, cancellationToken))
        {
            await Task.Delay(Rest, clock.Time, CancellationToken.None).WaitAsync(cancellationToken);
        }

        if (options.Webhooks is { } unsettled && !clock.IsDoubtfulForRetention)
        {
            await KeptLists.SweepAsync(store, clock.Now() - unsettled, cancellationToken);
        }

        if (removed > 0)
        {
            log.LogInformation("Removed {Orders} orders that are older than the settings keep them", removed);
        }

        return removed;
    }

    /// <summary>Orders of those who are to be forgotten that wanted their data when it was asked, or that a backup has brought back.</summary>
    private async Task ForgetAsync(CancellationToken cancellationToken)
    {
        var erased = 0;
        foreach (var customer in await store.ForgottenAsync(cancellationToken))
        {
            foreach (var order in await CustomerOrders.OfAsync(store, customer.CustomerHash, cancellationToken))
            {
                erased += await ForgetAsync(customer, order, cancellationToken) ? 1 : 0;
            }
        }

        if (erased > 0)
        {
            log.LogInformation("Erased what {Orders} orders held of persons who had asked for it", erased);
        }
    }

    private async Task<bool> ForgetAsync(ErasedCustomer customer, OrderId order, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(order, cancellationToken) is not { } stored
            || RecordCodec.Read(stored.Bytes, order).State is var state && (state.FirstSeenAt > customer.At || Erasure.WhyKept(state) is not null))
        {
            return false;
        }

        return (await orders.TakeAsync(order, new ErasePersons(customer.By), cancellationToken)).Outcome == Outcome.Accepted;
    }

    private async Task<int> OrdersAsync(DateTimeOffset before, CancellationToken cancellationToken)
    {
        var removed = 0;
        string? position = null;
        do
        {
            var page = await store.OldOrdersAsync(position, before, Step, cancellationToken);
            foreach (var order in page.Orders)
            {
                removed += await RemoveAsync(order, cancellationToken) ? 1 : 0;
            }

            position = page.Next;
            await Task.Delay(Rest, clock.Time, CancellationToken.None).WaitAsync(cancellationToken);
        }
        while (position is not null);
        return removed;
    }

    /// <summary>Whether there may be more. The clock may have jumped since the sweep began, and is doubted only after it was read.</summary>
    private async Task<bool> TrimAsync(DateTimeOffset before, CancellationToken cancellationToken) =>
        !clock.IsDoubtfulForRetention && await store.TrimLogAsync(before, Step, cancellationToken);

    private async Task<bool> RemoveAsync(OrderId order, CancellationToken cancellationToken)
    {
        if (await store.FindAsync(order, cancellationToken) is not { } stored)
        {
            return false;
        }

        var (record, now) = (RecordCodec.Read(stored.Bytes, order), clock.Now());
        if (clock.IsDoubtfulForRetention)
        {
            return false;
        }

        if (policies.For(order.Tenant).Retention.WhyKept(record, now) is not null)
        {
            if (record.State.DoubtedTime <= now)
            {
                await orders.TakeAsync(order, new Wake(), cancellationToken); // It counts its times anew, since nobody knows when it changed.
            }

            return false;
        }

        if (options.ExportDirectory is { } folder)
        {
            await OrderArchive.AppendAsync(folder, OrderExport.Of(stored.Bytes, await store.LogAsync(order, cancellationToken)), clock.Now(), cancellationToken);
        }

        return (await orders.TakeAsync(order, new RemoveOrder(), cancellationToken)).Outcome == Outcome.Accepted;
    }
}
