namespace OrderGrains.Sqlite;

/// <summary>Where an order stands, which spares the next write a look.</summary>
/// <param name="Key">Key of its row.</param>
/// <param name="LogRow">Its newest row of the log; no other write has the same.</param>
/// <param name="Version">The record's version.</param>
internal sealed record SqliteTag(long Key, long LogRow, int Version) : StoreTag;
