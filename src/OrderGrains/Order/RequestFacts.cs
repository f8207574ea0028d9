namespace OrderGrains;

/// <summary>A request entered the order's debts.</summary>
public sealed record RequestQueued(OwedRequest Request) : RequestFact(Request.Id);

/// <summary>A request is done; <paramref name="Answered"/> where a call of its own said so, and not a notification.</summary>
public sealed record RequestDone(string RequestId, bool Answered = false) : RequestFact(RequestId);

/// <summary>A request failed and is due again.</summary>
public sealed record RequestDelayed(string RequestId, string Code, string Error, Step Step, DateTimeOffset DueAt, TimeSpan Wait) : RequestFact(RequestId)
{
    /// <summary>Whether it is one of the failures that are tried three times only.</summary>
    public bool Unexplained { get; init; }

    /// <summary>Whether the target said that the order is there already.</summary>
    public bool AlreadyThere { get; init; }

    /// <summary>Whether the answer to the call itself says that the target did not take it.</summary>
    public bool NotTaken { get; init; }

    /// <inheritdoc cref="VtexSaidNo.Notified"/>
    public bool Notified { get; init; }
}

/// <summary>A request's outcome is awaited, and read at a time where nobody tells it.</summary>
public sealed record ResultAwaited(string RequestId, string? Code, string? Why, DateTimeOffset ReadAt) : RequestFact(RequestId)
{
    /// <inheritdoc cref="VtexSaidNo.Notified"/>
    public bool Notified { get; init; }
}

/// <summary>A request changes course: sent or read at a time. <paramref name="Why"/> is null where it goes without saying.</summary>
public sealed record RequestRedirected(string RequestId, RequestState State, Step Step, DateTimeOffset? DueAt, string? Why) : RequestFact(RequestId);

/// <summary>A request stopped; a person decides.</summary>
public sealed record RequestParked(string RequestId, string Code, string Error) : RequestFact(RequestId)
{
    /// <inheritdoc cref="VtexSaidNo.Notified"/>
    public bool Notified { get; init; }
}

/// <summary>A request is no longer needed.</summary>
public sealed record RequestSuperseded(string RequestId, string Why) : RequestFact(RequestId);

/// <summary>An operator gave a request up.</summary>
public sealed record RequestSkipped(string RequestId, string Operator) : RequestFact(RequestId);

/// <summary>An operator had a request sent, or read, again (<c>retry</c>).</summary>
public sealed record RequestRetried(string RequestId, string Operator, DateTimeOffset DueAt) : RequestFact(RequestId);
