namespace OrderGrains.Engine;

/// <summary>A turn of an order's log, with the body that its call had sent.</summary>
/// <param name="Turn">What was asked, and when.</param>
/// <param name="Sent">The body that was sent, without secrets; empty where the turn is no answer, or nothing was sent.</param>
internal sealed record LoggedTurn(TurnEntry Turn, ReadOnlyMemory<byte> Sent)
{
    /// <summary>Where it was sent (<see cref="Exchange.Route"/>); null where nothing was.</summary>
    public string? Route { get; init; }

    private const string SentKind = "sent ";

    /// <summary>The turns of a log, the oldest first.</summary>
    /// <exception cref="System.Text.Json.JsonException">An entry is damaged.</exception>
    public static IReadOnlyList<LoggedTurn> Of(IReadOnlyList<LogEntry> log)
    {
        List<LoggedTurn> turns = [];
        foreach (var entry in log)
        {
            if (entry.PayloadKind == TurnEntry.Kind)
            {
                turns.Add(new(TurnEntry.Of(entry), ReadOnlyMemory<byte>.Empty));
            }
            else if (turns.Count > 0 && entry.PayloadKind?.StartsWith(SentKind, StringComparison.Ordinal) == true)
            {
                turns[^1] = turns[^1] with { Sent = entry.Body, Route = entry.PayloadKind[SentKind.Length..] };
            }
        }

        return turns;
    }
}
