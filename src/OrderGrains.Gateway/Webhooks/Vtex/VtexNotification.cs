namespace OrderGrains.Gateway.Webhooks.Vtex;

/// <summary>A notification of VTEX's in our words, whichever hook it came by.</summary>
internal sealed record VtexNotification
{
    /// <summary>The account that it speaks of; null where it names none.</summary>
    public string? Account { get; init; }

    /// <summary>The account that says to have been asked (<c>an</c>), where that is told apart from the one that it speaks of.</summary>
    public string? Asked { get; init; }

    /// <summary>Ids that may name the order, the most telling first.</summary>
    public required IReadOnlyList<string?> Ids { get; init; }

    /// <summary>What it is to the order that it names.</summary>
    public required Func<VtexOrderMatch, Command> Fact { get; init; }

    /// <summary>Its envelope.</summary>
    public required Message Message { get; init; }

    /// <summary>What the list of unmatched shows of it, but for why it is there.</summary>
    public required UnmatchedNotification Unmatched { get; init; }
}
