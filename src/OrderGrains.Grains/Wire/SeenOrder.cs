namespace OrderGrains.Grains;

/// <summary>An order as last committed, on its way to who asked.</summary>
/// <param name="Record">Null where nothing was written of it, or where it cannot be read.</param>
/// <param name="Unavailable">Why it cannot be read now; null where it was.</param>
[Immutable]
internal sealed record SeenOrder(OrderRecord? Record, string? Unavailable = null)
{
    /// <summary>The framework writes what it carries into its log: never what it says.</summary>
    public override string ToString() => Unavailable ?? $"version {Record?.Version}";
}

/// <summary>How it crosses from process to process: as it is stored.</summary>
[GenerateSerializer]
[Alias("OrderGrains.SeenOrder")]
internal struct SeenOrderOnTheWire
{
    [Id(0)]
    public byte[]? Record;

    [Id(1)]
    public string? Unavailable;
}

/// <summary>Between the two.</summary>
[RegisterConverter]
internal sealed class SeenOrderConverter : IConverter<SeenOrder, SeenOrderOnTheWire>
{
    public SeenOrder ConvertFromSurrogate(in SeenOrderOnTheWire surrogate) =>
        new(surrogate.Record is { } bytes ? RecordCodec.Read(bytes) : null, surrogate.Unavailable);

    public SeenOrderOnTheWire ConvertToSurrogate(in SeenOrder value) =>
        new() { Record = value.Record is { } record ? RecordCodec.Write(record) : null, Unavailable = value.Unavailable };
}
