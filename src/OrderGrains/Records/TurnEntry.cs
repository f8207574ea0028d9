using System.Text.Json;

namespace OrderGrains;

/// <summary>
/// The first entry of the log for each turn that was written: what a replay needs of it (<see cref="Replay"/>). What crossed the wire is in
/// entries of its own. Personal data is in it.
/// </summary>
public sealed record TurnEntry
{
    /// <summary>The kind of its entry.</summary>
    public const string Kind = "turn";

    /// <summary>What was asked; of an answer, all but what crossed the wire.</summary>
    public required Command Command { get; init; }

    /// <summary>Id of the message that brought it; null where it had none.</summary>
    public string? Message { get; init; }

    /// <summary>The time of the turn, to 100 ns.</summary>
    public DateTimeOffset Now { get; init; }

    /// <summary><see cref="OrderPolicy.Version"/> of the settings that it went by.</summary>
    public string? Settings { get; init; }

    /// <summary>Version of the record that it made.</summary>
    public int Version { get; init; }

    /// <summary><see cref="OrderRecord.Repeats"/> when it began, with those that no write has kept yet: a replay takes the turn from there.</summary>
    public int Repeats { get; init; }

    /// <summary>As an entry of the log.</summary>
    public LogEntry ToLog() => new(Now, Kind, RecordCodec.ToBytes(this, RecordJson.Default.TurnEntry));

    /// <summary>Reads one.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    public static TurnEntry Of(LogEntry entry) =>
        JsonSerializer.Deserialize(entry.Body.Span, RecordCodec.Json.TurnEntry) ?? throw new JsonException("The entry of a turn is a JSON object.");
}
