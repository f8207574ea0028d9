using OrderGrains.Embedded.Storage;

namespace OrderGrains.Embedded.Retention;

/// <summary>Asks a mailbox to forget its order where it is over at that moment. The engine's own: it is no turn, and nothing of it is kept.</summary>
/// <param name="IsOver">Looks at the order as it stands when its turn comes.</param>
internal sealed record RemoveOrder(Func<OrderRecord, bool> IsOver) : Command;

/// <summary>Removes an order and its log.</summary>
internal sealed class RemovalWrite(long key, StoredOrder order) : PendingWrite
{
    public override IReadOnlyList<string> Names => [];

    public override void Apply(WriteSession session) => session.Remove(key, order.Record.Version, order.Log);
}

/// <summary>Removes old rows of the log, a bounded number: where an order's newest row is among them, its place stays and what it says goes.</summary>
internal sealed class LogTrim(long after, long before, int rows) : PendingWrite
{
    public override IReadOnlyList<string> Names => [];

    /// <summary>The last row that was looked at, and how many were.</summary>
    public (long Last, int Rows) Seen { get; private set; }

    public override void Apply(WriteSession session) => Seen = session.TrimLog(after, before, rows);
}
