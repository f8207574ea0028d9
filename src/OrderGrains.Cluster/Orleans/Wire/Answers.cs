using System.Text.Json;

namespace OrderGrains.Cluster;

/// <summary>What the commands of a batch got, one for each; null where the rules failed on it.</summary>
[Immutable]
internal sealed record Answers(IReadOnlyList<Receipt?> Receipts)
{
    /// <summary>The framework writes what it carries into its log: never what it says.</summary>
    public override string ToString() => $"{Receipts.Count} answers";
}

/// <summary>How they cross from process to process.</summary>
[GenerateSerializer]
[Alias("OrderGrains.Answers")]
internal struct AnswersOnTheWire
{
    [Id(0)]
    public ReceiptOnTheWire[] Receipts;
}

/// <summary>How one crosses; without an outcome the rules failed.</summary>
[GenerateSerializer]
[Alias("OrderGrains.Receipt")]
internal struct ReceiptOnTheWire
{
    [Id(0)]
    public int? Outcome;

    [Id(1)]
    public int Version;

    [Id(2)]
    public string? Reason;

    [Id(3)]
    public byte[]? Cart;
}

/// <summary>Between the two.</summary>
[RegisterConverter]
internal sealed class AnswersConverter : IConverter<Answers, AnswersOnTheWire>
{
    public Answers ConvertFromSurrogate(in AnswersOnTheWire surrogate) => new([.. surrogate.Receipts.Select(Of)]);

    public AnswersOnTheWire ConvertToSurrogate(in Answers value) => new() { Receipts = [.. value.Receipts.Select(Of)] };

    private static Receipt? Of(ReceiptOnTheWire sent) => sent.Outcome is { } outcome
        ? new((Outcome)outcome, sent.Version, sent.Reason, sent.Cart is { } cart ? JsonSerializer.Deserialize(cart, RecordCodec.Json.OrderContent) : null)
        : null;

    private static ReceiptOnTheWire Of(Receipt? receipt) => receipt is null
        ? default
        : new()
        {
            Outcome = (int)receipt.Outcome,
            Version = receipt.Version,
            Reason = receipt.Reason,
            Cart = receipt.Cart is { } cart ? JsonSerializer.SerializeToUtf8Bytes(cart, RecordCodec.Json.OrderContent) : null,
        };
}
