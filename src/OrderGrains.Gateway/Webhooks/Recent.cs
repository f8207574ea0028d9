using System.Collections.Concurrent;

namespace OrderGrains.Gateway.Webhooks;

/// <summary>The last entries of each tenant. Only authenticated tenants enter, so that the tenants are bounded too.</summary>
internal sealed class Recent<T>(int perTenant)
{
    private readonly ConcurrentDictionary<string, Queue<T>> _tenants = new(StringComparer.Ordinal);

    /// <summary>Adds an entry; the oldest makes room.</summary>
    public void Add(string tenant, T entry)
    {
        var queue = _tenants.GetOrAdd(tenant, _ => new());
        lock (queue)
        {
            queue.Enqueue(entry);
            while (queue.Count > perTenant)
            {
                queue.Dequeue();
            }
        }
    }

    /// <summary>All entries of all tenants.</summary>
    public IEnumerable<T> All()
    {
        foreach (var queue in _tenants.Values)
        {
            T[] entries;
            lock (queue)
            {
                entries = [.. queue];
            }

            foreach (var entry in entries)
            {
                yield return entry;
            }
        }
    }
}
