using OrderGrains.Gateway.Checker.Catalogs;
using OrderGrains.Gateway.Console.Layout;
using OrderGrains.Gateway.Operations;

namespace OrderGrains.Gateway.Console.Lists;

/// <summary>The numbers beside the lists, which each page shows. They are counted again after <see cref="Fresh"/>, however many pages are asked for meanwhile.</summary>
internal sealed class RailCounts(IOrderIndex index, TenantCatalogs targets, IKeptWebhooks kept, TimeProvider clock)
{
    /// <summary>How old they may be.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(5);

    private volatile Counted? _last;

    /// <summary>The numbers.</summary>
    /// <exception cref="EngineUnavailableException">The store cannot be read.</exception>
    public async Task<Counts> CountAsync(CancellationToken cancellationToken)
    {
        if (_last is { } known && clock.GetElapsedTime(known.At) < Fresh)
        {
            return known.Counts;
        }

        var at = clock.GetTimestamp();
        var conditions = targets.Conditions();
        Counts counts = new(
            await CountAsync(Show.Person, cancellationToken),
            await CountAsync(Show.Parked, cancellationToken),
            await CountAsync(Show.Retrying, cancellationToken),
            await CountAsync(Show.Waiting, cancellationToken),
            await kept.CountAsync(KeptList.Unmatched, cancellationToken),
            await kept.CountAsync(KeptList.Refused, cancellationToken),
            conditions.Count,
            conditions.Count(target => TargetRow.Of(target).State != "Serving"));
        _last = new(counts, at);
        return counts;
    }

    /// <summary>Something was done that changes them: the next page counts anew.</summary>
    public void Forget() => _last = null;

    private Task<int> CountAsync(Show show, CancellationToken cancellationToken) => index.CountAsync(new ListQuery(show).ToIndex(), cancellationToken);

    private sealed record Counted(Counts Counts, long At);
}
