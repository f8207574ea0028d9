namespace OrderGrains.Gateway.Console.Desk;

/// <summary>How many orders show each status. Counted again after <see cref="Fresh"/>: many orders take a while to be counted.</summary>
internal sealed class StatusCounts(IOrderIndex index, TimeProvider clock)
{
    /// <summary>How old they may be.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(15);

    private readonly Dictionary<string, (IReadOnlyList<(OrderStatus Status, int Count)> Counts, long At)> _last = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>The counts of a tenant, or of all of them.</summary>
    public async Task<IReadOnlyList<(OrderStatus Status, int Count)>> CountAsync(string? tenant, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_last.TryGetValue(tenant ?? "", out var known) && clock.GetElapsedTime(known.At) < Fresh)
            {
                return known.Counts;
            }
        }

        var at = clock.GetTimestamp();
        List<(OrderStatus, int)> counts = [];
        foreach (var status in Enum.GetValues<OrderStatus>().Order())
        {
            counts.Add((status, await index.CountAsync(new(tenant, status), cancellationToken)));
        }

        lock (_gate)
        {
            _last[tenant ?? ""] = (counts, at); // Tenants of the settings alone come here, so it is bounded.
        }

        return counts;
    }
}
