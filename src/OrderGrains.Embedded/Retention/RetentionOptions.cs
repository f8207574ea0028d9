namespace OrderGrains.Embedded.Retention;

/// <summary>How long what is over is kept. Null keeps for ever.</summary>
public sealed record RetentionOptions
{
    /// <summary>Delivered, refused and cancelled orders that owe nothing and ask for nobody, since their last change.</summary>
    public TimeSpan? Orders { get; init; }

    /// <summary>Carts that nobody finished, since they were closed.</summary>
    public TimeSpan? Drafts { get; init; }

    /// <summary>Lines and payloads of the log. The last lines of the timeline stay in the order's own record.</summary>
    public TimeSpan? Log { get; init; }

    /// <summary>Folder to which an order is written before it is removed; null for nowhere.</summary>
    public string? ExportDirectory { get; init; }

    /// <summary>How often what is old is looked for; null for never, in tests.</summary>
    internal TimeSpan? Every { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Whether an order is over for so long that it goes.</summary>
    internal bool IsOver(OrderRecord record, DateTimeOffset now)
    {
        var state = record.State;
        var age = state.Status switch
        {
            OrderStatus.Draft or OrderStatus.Unknown => Drafts,
            OrderStatus.Delivered or OrderStatus.RejectedByCustomer or OrderStatus.Cancelled => Orders,
            _ => null,
        };
        return age <= now - record.ChangedAt
            && state.WakeAt is null
            && state.Attention.IsEmpty
            && state.Requests.All(request => request.State is RequestState.Done or RequestState.Superseded or RequestState.Skipped);
    }
}
