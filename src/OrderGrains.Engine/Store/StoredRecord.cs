namespace OrderGrains.Engine;

/// <summary>A record as committed.</summary>
/// <param name="Bytes">As <see cref="RecordCodec.Write"/> made them; they never change.</param>
/// <param name="Tag">What the store needs for the next write over it.</param>
public sealed record StoredRecord(ReadOnlyMemory<byte> Bytes, StoreTag Tag);

/// <summary>
/// What a store gave with a record and takes back with the write over it: its version, and whatever spares the store a read, such as a row's key or
/// an ETag. Each store has its own.
/// </summary>
public abstract record StoreTag;
