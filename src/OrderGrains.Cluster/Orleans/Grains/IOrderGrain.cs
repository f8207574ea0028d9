using Orleans.Concurrency;

namespace OrderGrains.Cluster;

/// <summary>One order: takes one batch of commands at a time, with one write. Keyed by the order id's text.</summary>
[Alias("OrderGrains.IOrderGrain")]
internal interface IOrderGrain : IGrainWithStringKey
{
    /// <summary>Takes commands in their order; completes after the write that the answers depend on. One answer for each.</summary>
    /// <param name="commands">What is asked.</param>
    /// <param name="seen">What a lane's clock shows, so that what follows from its answer is later; the start of the calendar for a sender's.</param>
    [Alias("Take")]
    Task<Answers> TakeAsync([Immutable] SentCommand[] commands, DateTimeOffset seen);

    /// <summary>The order as last committed, without waiting for a write under way.</summary>
    [Alias("Read")]
    [AlwaysInterleave]
    Task<StoredRecord> ReadAsync();
}
