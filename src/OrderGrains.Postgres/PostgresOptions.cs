namespace OrderGrains.Postgres;

/// <summary>Which database.</summary>
public sealed class PostgresOptions
{
    /// <summary>Npgsql's connection string; a secret.</summary>
    public required string ConnectionString { get; init; }
}
