namespace OrderGrains;

/// <summary>Acts on all orders that a query finds, in the background: what an operator would do to each, at a pace.</summary>
public interface IBulkJobs
{
    /// <summary>Most that go on at a time.</summary>
    const int MaxRunning = 4;

    /// <summary>Most orders of one; who finds more asks again.</summary>
    const int MaxOrders = 100_000;

    /// <summary>Begins one; null where <see cref="MaxRunning"/> go on already.</summary>
    /// <exception cref="EngineUnavailableException">Starting, stopping, or it could not be kept.</exception>
    Task<BulkJob?> StartAsync(BulkOrder what, CancellationToken cancellationToken = default);

    /// <summary>One by its id; null for none.</summary>
    /// <exception cref="EngineUnavailableException">The store cannot be read.</exception>
    Task<BulkJob?> FindAsync(string id, CancellationToken cancellationToken = default);

    /// <summary>The last ones, the newest first.</summary>
    /// <exception cref="EngineUnavailableException">The store cannot be read.</exception>
    Task<IReadOnlyList<BulkJob>> ListAsync(CancellationToken cancellationToken = default);

    /// <summary>Stops one after the order that it is at; as it stands then, and null where there is none. One that is over stays as it is.</summary>
    /// <exception cref="EngineUnavailableException">It could not be told.</exception>
    Task<BulkJob?> StopAsync(string id, string by, CancellationToken cancellationToken = default);
}

/// <summary>What is done to each order.</summary>
public enum BulkAct
{
    /// <summary>Its calls that match are sent now (<see cref="RetryRequest"/>).</summary>
    Retry,

    /// <summary>They are given up (<see cref="SkipRequest"/>).</summary>
    Skip,

    /// <summary>It is cancelled (<see cref="CancelByOperator"/>).</summary>
    Cancel,
}

/// <summary>What an operator asks for.</summary>
/// <param name="Act">What is done.</param>
/// <param name="Query">To which orders, and to which of their calls; its page is left aside.</param>
/// <param name="By">The operator, who stands on each order's timeline.</param>
/// <param name="Pace">Orders a second, 1 to 100.</param>
/// <param name="Reason">Why, for a cancellation.</param>
public sealed record BulkOrder(BulkAct Act, OrderQuery Query, string By, int Pace, string? Reason = null);

/// <summary>Where one stands.</summary>
public enum JobState
{
    /// <summary>It goes on, also after a restart.</summary>
    Running,

    /// <summary>It came to its end.</summary>
    Done,

    /// <summary>An operator stopped it.</summary>
    Stopped,

    /// <summary>It could not go on.</summary>
    Failed,
}

/// <summary>An act on many orders.</summary>
/// <param name="Id">Its id; later ones have later ids.</param>
/// <param name="What">What was asked for.</param>
/// <param name="StartedAt">When.</param>
public sealed record BulkJob(string Id, BulkOrder What, DateTimeOffset StartedAt)
{
    /// <summary>Where it stands.</summary>
    public JobState State { get; init; }

    /// <summary>Orders that were found; null until that is known.</summary>
    public int? Orders { get; init; }

    /// <summary>Orders that were looked at. One that does not match any more by then is left alone.</summary>
    public int Looked { get; init; }

    /// <summary>Acts that changed something: of a retry and a skip, calls.</summary>
    public int Done { get; init; }

    /// <summary>Acts that an order refused.</summary>
    public int Refused { get; init; }

    /// <summary>Why the last of them.</summary>
    public string? LastRefusal { get; init; }

    /// <summary>Acts that could not be told to their orders.</summary>
    public int Failed { get; init; }

    /// <summary>Why the last of them, or the whole.</summary>
    public string? LastFailure { get; init; }

    /// <summary>How often it was taken up again after a restart.</summary>
    public int Resumed { get; init; }

    /// <summary>When it was over.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Who stopped it.</summary>
    public string? StoppedBy { get; init; }
}
