using Microsoft.Extensions.Logging;

namespace OrderGrains.Engine;

/// <summary>
/// Finds what is due so far ahead that only a clock that was wrong can have said so, and has its orders count anew (a turn replaces times that cannot be).
/// </summary>
internal static class FarAhead
{
    /// <summary>Nothing that a target is owed waits longer: a vendor's Retry-After is believed for a day.</summary>
    public static readonly TimeSpan OfTargets = TimeSpan.FromDays(2);

    private const int Page = 32;

    /// <summary>
    /// A machine's clock was ahead and is right again: has every order count anew that is due later in one of some lanes. What fails is tried until it does not,
    /// or the token ends it.
    /// </summary>
    public static async Task MendAllAsync(IEnumerable<LaneName> lanes, LaneParts parts, CancellationToken stop)
    {
        foreach (var lane in lanes)
        {
            while (!await MendAsync(lane, parts, parts.Clock.Now()))
            {
                await Task.Delay(parts.Limits.StoreRest, parts.Deadlines, CancellationToken.None).WaitAsync(stop);
            }
        }
    }

    /// <summary>Tells every order with a row of the lane later than a time that it is to look at its times, page by page; whether all of them were told. Never throws.</summary>
    public static async Task<bool> MendAsync(LaneName lane, LaneParts parts, DateTimeOffset after)
    {
        var (position, all) = (DuePosition.After(after), true);
        try
        {
            IReadOnlyList<DueRow> page;
            do
            {
                page = await parts.Store.DueAsync(lane, position, DateTimeOffset.MaxValue, Page, CancellationToken.None);
                foreach (var row in page)
                {
                    position = row.Position;
                    all &= await WakeAsync(lane, parts, row.Order);
                }
            }
            while (page.Count == Page);
            return all;
        }
        catch (Exception exception)
        {
            parts.Log.LogWarning("What lies too far ahead in {Lane} could not be read ({Type}); it is tried again", lane, exception.GetType().Name);
            return false;
        }
    }

    private static async Task<bool> WakeAsync(LaneName lane, LaneParts parts, OrderId order)
    {
        try
        {
            if (await parts.Orders.TakeAsync(order, new Wake(), CancellationToken.None) is { Outcome: Outcome.Repeated })
            {
                // Nothing was written, so that no version told whether the activation is old: then it looks at what is stored.
                await parts.Orders.ReadAfreshAsync(order, CancellationToken.None);
                await parts.Orders.TakeAsync(order, new Wake(), CancellationToken.None);
            }

            return true;
        }
        catch (TurnFailedException)
        {
            return true; // Trying again will not help.
        }
        catch (Exception exception)
        {
            parts.Log.LogWarning("{Order}, far ahead in {Lane}, could not be told ({Type}); it is tried again", order, lane, exception.GetType().Name);
            return false;
        }
    }
}
