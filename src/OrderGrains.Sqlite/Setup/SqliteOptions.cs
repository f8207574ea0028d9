namespace OrderGrains.Sqlite;

/// <summary>Where the store of one machine keeps its data, and its bounds.</summary>
public sealed record SqliteOptions
{
    /// <summary>Folder of the database; made where it is missing. One process at a time.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>Writes that wait for the one writer.</summary>
    public int MaxPendingWrites { get; init; } = 4096;

    /// <summary>Writes of one transaction.</summary>
    public int MaxBatch { get; init; } = 256;

    /// <summary>Connections that read orders which are not in memory.</summary>
    public int ReadConnections { get; init; } = 4;

    /// <summary>What a sender is asked to wait when a bound is reached.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How often it is looked whether the files on the disk are still those that are open.</summary>
    public TimeSpan LookEvery { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Told how many writes a transaction holds, once it is kept; on the writer's thread. Must not throw.</summary>
    public Action<int> Committed { get; init; } = static _ => { };

    /// <summary>Points at which tests make the store fail; they run on the writer's thread.</summary>
    public StoreFaults Faults { get; init; } = new();
}
