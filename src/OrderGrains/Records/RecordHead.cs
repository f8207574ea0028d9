namespace OrderGrains;

/// <summary>What can be read of a record without its body; the source of every index column.</summary>
public sealed record RecordHead
{
    /// <summary>The order, in text form.</summary>
    public required string Id { get; init; }

    /// <summary>Counts the writes.</summary>
    public int Version { get; init; }

    /// <summary>What the order shows.</summary>
    public OrderStatus Status { get; init; }

    /// <summary>Reason code of the most pressing attention.</summary>
    public string? Attention { get; init; }

    /// <summary>Time of the last change.</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>When the order next has something to do.</summary>
    public DateTimeOffset? NextDue { get; init; }

    /// <summary>Whether a request is parked.</summary>
    public bool Parked { get; init; }

    /// <summary>VTEX's order id.</summary>
    public string? VtexOrderId { get; init; }

    /// <summary>Keyed hash of the customer's document.</summary>
    public string? CustomerHash { get; init; }

    /// <summary>The head of a record.</summary>
    public static RecordHead Of(OrderRecord record) => new()
    {
        Id = record.Id.ToString(),
        Version = record.Version,
        Status = record.State.Status,
        Attention = record.State.Attention is [var first, ..] ? first.Reason : null,
        ChangedAt = record.ChangedAt,
        NextDue = record.NextDue(),
        Parked = record.State.Requests.Any(request => request.State == RequestState.Parked),
        VtexOrderId = record.State.Vtex.OrderId,
        CustomerHash = record.CustomerHash,
    };
}
