using System.Text.Json;

namespace OrderGrains;

/// <summary>All that the hub keeps of an order: one document, written whole, by one write a turn.</summary>
public sealed record OrderRecord
{
    private static readonly TimeSpan Drift = TimeSpan.FromMinutes(5); // Machines of one cluster are no further apart.

    /// <summary>The order.</summary>
    public required OrderId Id { get; init; }

    /// <summary>Counts the writes; 0 for an order that was never written.</summary>
    public int Version { get; init; }

    /// <summary>What the order knows.</summary>
    public OrderState State { get => field ?? OrderState.Empty; init; }

    /// <summary>Messages taken, the newest last.</summary>
    public SeenMessages Seen { get; init; }

    /// <summary>The last story lines of the order, the newest last.</summary>
    public Timeline Timeline { get; init; }

    /// <summary>How many commands have changed nothing since the order began. Those since the last write are in memory alone, and are written along with the next change.</summary>
    public int Repeats { get; init; }

    /// <summary>Time of the last turn that changed something.</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>Keyed hash of the customer's document, by which operators find it; null where there is none.</summary>
    public string? CustomerHash { get; init; }

    /// <summary>The record of an order that nobody has told us of.</summary>
    public static OrderRecord New(OrderId id) => new() { Id = id, State = OrderState.Empty };

    /// <summary>Whether a time that was stored as one that had come lies so far ahead that a clock was wrong: the machine's that wrote it, or this one's.</summary>
    public static bool IsAhead(DateTimeOffset stored, DateTimeOffset now) => stored - now > Drift;

    /// <summary>Earliest time at which the order has something to do; null where nothing is owed.</summary>
    public DateTimeOffset? NextDue()
    {
        var next = State.WakeAt;
        foreach (var request in State.Requests)
        {
            if (request.State is RequestState.Waiting or RequestState.AwaitingResult && !(request.DueAt >= next))
            {
                next = request.DueAt ?? next;
            }
        }

        return next;
    }
}

/// <summary>Who told whom, of a story line. Stored as a number.</summary>
public enum Direction
{
    /// <summary>Somebody told us.</summary>
    In = 0,

    /// <summary>We told somebody.</summary>
    Out = 1,

    /// <summary>The hub's own: the clock, a decision, an operator.</summary>
    Internal = 2,
}

/// <summary>How what a story line tells of ended. Stored as a number.</summary>
public enum LineStatus
{
    /// <summary>Well.</summary>
    Success = 0,

    /// <summary>Under way.</summary>
    Waiting = 1,

    /// <summary>Too late to matter.</summary>
    Stale = 2,

    /// <summary>Well, but a person should know.</summary>
    Warning = 3,

    /// <summary>Failed, tried again.</summary>
    Failed = 4,

    /// <summary>Not taken.</summary>
    Refused = 5,

    /// <summary>Stopped; a person decides.</summary>
    Parked = 6,
}

/// <summary>One story line, as it is kept. No personal data.</summary>
public sealed record TimelineLine(
    DateTimeOffset At, string? OperationId, string Operation, Direction Direction, LineStatus Status, string Message);

/// <summary>
/// What a turn appends to the log: first what a replay needs of it (<see cref="TurnEntry"/>), then the payloads (<c>received</c>, <c>sent</c>, <c>answer</c>),
/// then its story lines. There is personal data in all but these.
/// </summary>
/// <param name="At">When.</param>
/// <param name="PayloadKind">What kind of payload, or <see cref="TurnEntry.Kind"/>; null for a story line.</param>
/// <param name="Body">The payload as it crossed the wire, or the JSON of the story line or the turn.</param>
public sealed record LogEntry(DateTimeOffset At, string? PayloadKind, ReadOnlyMemory<byte> Body)
{
    /// <summary>The story line; null for a payload or a turn.</summary>
    /// <exception cref="JsonException">The body is none.</exception>
    public TimelineLine? Line => PayloadKind is null ? JsonSerializer.Deserialize(Body.Span, RecordCodec.Json.TimelineLine) : null;

    /// <summary>The entry of a story line.</summary>
    public static LogEntry Of(TimelineLine line) => new(line.At, null, RecordCodec.ToBytes(line, RecordJson.Default.TimelineLine));
}
