namespace OrderGrains;

/// <summary>One turn of an order at its target: at most one call.</summary>
/// <param name="Order">The order.</param>
/// <param name="Due">Due time under which it was offered.</param>
/// <param name="Block">Count of the lane's blocks when it started: only a call that started after the last block can lift it.</param>
internal sealed record Flight(OrderId Order, DateTimeOffset Due, int Block);

/// <summary>How a flight ended, for its lane.</summary>
internal enum Landing
{
    /// <summary>Nothing was due any more; says nothing of the target.</summary>
    NothingDue,

    /// <summary>The target was called and the order has the answer.</summary>
    Answered,

    /// <summary>The target takes no calls now: the order goes back to the head.</summary>
    NotTried,

    /// <summary>The order could not be read: offered again later, from the index.</summary>
    ReadLater,

    /// <summary>The order did not take its answer: not sent again by this process, and read first by the next.</summary>
    SetAside,
}
