namespace OrderGrains.Postgres;

/// <summary>Which database, and of whom it is.</summary>
/// <param name="ConnectionString">Npgsql's connection string; a secret.</param>
public sealed record PostgresOptions(string ConnectionString)
{
    /// <summary>Never with the connection string.</summary>
    public override string ToString() => nameof(PostgresOptions);
}

/// <summary>The tag of an order: the key of its row, which is never given again, and the version that stands there.</summary>
internal sealed record PostgresTag(long Key, int Version) : StoreTag;
