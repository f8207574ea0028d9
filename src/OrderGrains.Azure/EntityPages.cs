using System.Runtime.CompilerServices;

namespace OrderGrains.Azure;

/// <summary>Reads ranges that are longer than a page.</summary>
internal static class EntityPages
{
    private const int Page = 100;

    /// <summary>Every row of a range, read page by page as it is asked for.</summary>
    public static async IAsyncEnumerable<EntityRow> AllAsync(
        this IEntityTable table, RowRange range, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            var page = await table.PageAsync(range, Page, cancellationToken).ConfigureAwait(false);
            foreach (var row in page)
            {
                yield return row;
            }

            if (page.Count < Page)
            {
                yield break;
            }

            range = range with { After = page[^1].At.Key };
        }
    }

    /// <summary>Rows of several ranges as if they were one, by their keys.</summary>
    public static async IAsyncEnumerable<EntityRow> MergedAsync(
        this IEntityTable table, IEnumerable<RowRange> ranges, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var sources = ranges.Select(range => table.AllAsync(range, cancellationToken).GetAsyncEnumerator(cancellationToken)).ToList();
        try
        {
            var first = await Task.WhenAll(sources.Select(source => source.MoveNextAsync().AsTask())).ConfigureAwait(false);
            var queue = new PriorityQueue<IAsyncEnumerator<EntityRow>, string>(StringComparer.Ordinal);
            queue.EnqueueRange(sources.Where((_, index) => first[index]).Select(source => (source, source.Current.At.Key)));
            while (queue.TryDequeue(out var source, out _))
            {
                yield return source.Current;
                if (await source.MoveNextAsync().ConfigureAwait(false))
                {
                    queue.Enqueue(source, source.Current.At.Key);
                }
            }
        }
        finally
        {
            foreach (var source in sources)
            {
                await source.DisposeAsync().ConfigureAwait(false);
            }
        }
    }
}
