using Orleans.CodeGeneration;

namespace OrderGrains.Grains;

/// <summary>One order. Keyed by the order id's text.</summary>
[Alias("OrderGrains.IOrderGrain")]
[Version(1)]
internal interface IOrderGrain : IGrainWithStringKey
{
    /// <summary>Takes a command; completes after the commit that the answer depends on. The token takes it back as long as no turn has taken it.</summary>
    [Alias("Take")]
    Task<GivenAnswer> TakeAsync(SentCommand command, CancellationToken cancellationToken);

    /// <summary>The order as last committed, without waiting for a write under way.</summary>
    [Alias("Read")]
    Task<SeenOrder> ReadAsync();

    /// <summary>The order as it is stored, read anew.</summary>
    [Alias("ReadAfresh")]
    Task<SeenOrder> ReadAfreshAsync();
}
