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

    /// <summary>Tells every order with a row of the lane later than a time that it is to look at its times, page by page. Never throws.</summary>
    public static async Task MendAsync(LaneName lane, LaneParts parts, DateTimeOffset after)
    {
        var position = DuePosition.After(after);
        try
        {
            IReadOnlyList<DueRow> page;
            do
            {
                page = await parts.Store.DueAsync(lane, position, DateTimeOffset.MaxValue, Page, CancellationToken.None);
                foreach (var row in page)
                {
                    position = row.Position;
                    if (await parts.Orders.TakeAsync(row.Order, new Wake(), CancellationToken.None) is { Outcome: Outcome.Repeated })
                    {
                        await parts.Orders.ReadAfreshAsync(row.Order, CancellationToken.None); // Perhaps it is old, and mended by the next tick.
                    }
                }
            }
            while (page.Count == Page);
        }
        catch (Exception exception)
        {
            parts.Log.LogWarning("What lies too far ahead in {Lane} could not be mended ({Type}); the next tick tries again", lane, exception.GetType().Name);
        }
    }
}
