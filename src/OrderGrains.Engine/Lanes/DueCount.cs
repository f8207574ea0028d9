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
