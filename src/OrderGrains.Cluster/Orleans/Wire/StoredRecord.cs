namespace OrderGrains.Cluster;

/// <summary>An order as last committed; no record where nothing was written of it.</summary>
[Immutable]
internal sealed record StoredRecord(OrderRecord? Record)
{
    /// <summary>The framework writes what it carries into its log: never what it says.</summary>
    public override string ToString() => $"version {Record?.Version}";
}

/// <summary>How it crosses from process to process: as it is stored.</summary>
[GenerateSerializer]
[Alias("OrderGrains.StoredRecord")]
internal struct StoredRecordOnTheWire
{
    [Id(0)]
    public byte[]? Record;
}

/// <summary>Between the two.</summary>
[RegisterConverter]
internal sealed class StoredRecordConverter : IConverter<StoredRecord, StoredRecordOnTheWire>
{
    public StoredRecord ConvertFromSurrogate(in StoredRecordOnTheWire surrogate) =>
        new(surrogate.Record is { } bytes ? RecordCodec.Read(bytes) : null);

    public StoredRecordOnTheWire ConvertToSurrogate(in StoredRecord value) =>
        new() { Record = value.Record is { } record ? RecordCodec.Write(record) : null };
}
