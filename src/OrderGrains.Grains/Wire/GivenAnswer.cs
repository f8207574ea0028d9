using System.Text.Json;

namespace OrderGrains.Grains;

/// <summary>What a command got, on its way back.</summary>
[Immutable]
internal sealed record GivenAnswer(OrderAnswer Answer)
{
    /// <summary>The framework writes what it carries into its log: never what it says.</summary>
    public override string ToString() => Answer.ToString();
}

/// <summary>How it crosses from process to process.</summary>
[GenerateSerializer]
[Alias("OrderGrains.GivenAnswer")]
internal struct GivenAnswerOnTheWire
{
    [Id(0)]
    public int? Outcome;

    [Id(1)]
    public int Version;

    [Id(2)]
    public string? Reason;

    [Id(3)]
    public byte[]? Cart;

    [Id(4)]
    public byte[]? RuleDiscount;

    [Id(5)]
    public string? Unavailable;
}

/// <summary>Between the two.</summary>
[RegisterConverter]
internal sealed class GivenAnswerConverter : IConverter<GivenAnswer, GivenAnswerOnTheWire>
{
    public GivenAnswer ConvertFromSurrogate(in GivenAnswerOnTheWire surrogate) => new(new(
        surrogate.Outcome is { } outcome
            ? new((Outcome)outcome, surrogate.Version, surrogate.Reason, surrogate.Cart is { } cart ? JsonSerializer.Deserialize(cart, RecordCodec.Json.OrderContent) : null)
            {
                RuleDiscount = surrogate.RuleDiscount is { } discount ? JsonSerializer.Deserialize(discount, RecordCodec.Json.Discount) : null,
            }
            : null,
        surrogate.Unavailable));

    public GivenAnswerOnTheWire ConvertToSurrogate(in GivenAnswer value)
    {
        var receipt = value.Answer.Receipt;
        return new()
        {
            Outcome = (int?)receipt?.Outcome,
            Version = receipt?.Version ?? 0,
            Reason = receipt?.Reason,
            Cart = receipt?.Cart is { } cart ? JsonSerializer.SerializeToUtf8Bytes(cart, RecordCodec.Json.OrderContent) : null,
            RuleDiscount = receipt?.RuleDiscount is { } discount ? JsonSerializer.SerializeToUtf8Bytes(discount, RecordCodec.Json.Discount) : null,
            Unavailable = value.Answer.Unavailable,
        };
    }
}
