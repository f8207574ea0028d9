using System.Text.Json;

namespace OrderGrains.Grains;

/// <summary>A command on its way to its order, with its envelope.</summary>
[Immutable]
internal sealed record SentCommand(Command Command, Message Message)
{
    /// <summary>Whether a second try cannot do it twice: its message has an id, or its content alone decides.</summary>
    public bool CanRepeat => Message.Id is not null || Command is EditCart or Wake or RecordAnswer;

    /// <summary>The framework writes what it carries into its log: never what it says.</summary>
    public override string ToString() => Command.GetType().Name;
}

/// <summary>How it crosses from process to process: the core's own JSON.</summary>
[GenerateSerializer]
[Alias("OrderGrains.SentCommand")]
internal struct SentCommandOnTheWire
{
    [Id(0)]
    public byte[] Command;

    [Id(1)]
    public string? MessageId;

    [Id(2)]
    public byte[] Payload;
}

/// <summary>Between the two.</summary>
[RegisterConverter]
internal sealed class SentCommandConverter : IConverter<SentCommand, SentCommandOnTheWire>
{
    public SentCommand ConvertFromSurrogate(in SentCommandOnTheWire surrogate) => new(
        JsonSerializer.Deserialize(surrogate.Command, RecordCodec.Json.Command)!,
        new(surrogate.MessageId, surrogate.Payload));

    public SentCommandOnTheWire ConvertToSurrogate(in SentCommand value) => new()
    {
        Command = JsonSerializer.SerializeToUtf8Bytes(value.Command, RecordCodec.Json.Command),
        MessageId = value.Message.Id,
        Payload = value.Message.Payload.ToArray(),
    };
}
