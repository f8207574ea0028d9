namespace OrderGrains.Postgres;

/// <summary>Which database, and the bounds of what is written there.</summary>
public sealed class PostgresOptions
{
    /// <summary>Npgsql's connection string; a secret.</summary>
    public required string ConnectionString { get; init; }

    /// <summary>Writes that wait for the one writer.</summary>
    public int MaxPendingWrites { get; init; } = 4096;

    /// <summary>Writes of one transaction.</summary>
    public int MaxBatch { get; init; } = 256;

    /// <summary>Transactions under way.</summary>
    public int MaxStatements { get; init; } = 2;

    /// <summary>Told how many writes a statement holds, before it is sent; on the writer's thread. Must not throw.</summary>
    public Action<int> Committing { get; set; } = static _ => { };

    /// <summary>The clock that deadlines of writes go by.</summary>
    internal TimeProvider Deadlines { get; init; } = TimeProvider.System;
}
