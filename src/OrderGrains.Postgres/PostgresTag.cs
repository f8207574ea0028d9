namespace OrderGrains.Postgres;

/// <summary>The tag of an order: the key of its row, which is never given again, and the version that stands there.</summary>
internal sealed record PostgresTag(long Key, int Version) : StoreTag;
