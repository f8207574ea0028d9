namespace OrderGrains.Engine;

/// <summary>How much is due in a lane's index, whatever is done with it at the moment: for people, so it is counted to a bound, and not again while a count is young.</summary>
internal sealed class DueCount(LaneName lane, LaneParts parts)
{
    private const int Page = 1000;
    private const int Most = 50_000;

    private (int Due, long At)? _counted;

    /// <summary>Orders, at most 50,000 and up to <see cref="LaneLimits.CountAge"/> old; null where the store is away.</summary>
    public async Task<int?> TryGetAsync(CancellationToken cancellationToken)
    {
        if (_counted is { } known && parts.Clock.Time.GetElapsedTime(known.At) < parts.Limits.CountAge)
        {
            return known.Due;
        }

        try
        {
            _counted = (await CountAsync(cancellationToken), parts.Clock.Time.GetTimestamp());
            return _counted.Value.Due;
        }
        catch (Exception)
        {
            return null;
        }
    }

    /// <summary>What is due and is not claimed: what is in memory where that is all, else what a count leaves beside claims and calls.</summary>
    /// <param name="ready">What is in memory.</param>
    /// <param name="taken">Claims and calls.</param>
    /// <param name="cancellationToken">Ends the counting.</param>
    public async Task<int> BesideAsync(int ready, int taken, CancellationToken cancellationToken) =>
        ready < parts.Limits.Queue || await TryGetAsync(cancellationToken) is not { } due ? ready : Math.Max(due - taken, ready);

    private async Task<int> CountAsync(CancellationToken cancellationToken)
    {
        var (count, after, now) = (0, DuePosition.Start, parts.Clock.Now());
        while (count < Most)
        {
            var page = await parts.Store.DueAsync(lane, after, now, Page, cancellationToken);
            count += page.Count;
            if (page.Count < Page)
            {
                break;
            }

            after = page[^1].Position;
        }

        return count;
    }
}
