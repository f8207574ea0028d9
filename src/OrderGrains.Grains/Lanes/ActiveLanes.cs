namespace OrderGrains.Grains;

/// <summary>
/// The lanes of targets that are active on one silo. A stop ends them before the silo ends its grains: the answers to their last calls are recorded by orders that are
/// still there (docs/architecture.md, "One process, or several").
/// </summary>
internal sealed class ActiveLanes
{
    private readonly Lock _gate = new();
    private readonly HashSet<Func<Task>> _stops = [];
    private bool _stopping;

    /// <summary>A lane begins; false where the silo stops already, so that it must not.</summary>
    /// <param name="stop">Ends it, from any thread.</param>
    public bool Add(Func<Task> stop)
    {
        lock (_gate)
        {
            return !_stopping && _stops.Add(stop);
        }
    }

    /// <summary>A lane has ended by itself.</summary>
    public void Remove(Func<Task> stop)
    {
        lock (_gate)
        {
            _stops.Remove(stop);
        }
    }

    /// <summary>Ends all of them, and lets none begin any more.</summary>
    public Task StopAsync()
    {
        lock (_gate)
        {
            _stopping = true;
            return Task.WhenAll(_stops.Select(static stop => stop()));
        }
    }
}
