namespace OrderGrains.Sqlite;

/// <summary>One order's record, its due times and its log entries; or its removal with all of these.</summary>
/// <param name="write">What to write.</param>
/// <param name="faults">Points at which it fails or waits.</param>
/// <param name="apart">Whether log entries of different times get rows of their own, as those of many turns did.</param>
internal sealed class RecordWrite(OrderWrite write, StoreFaults faults, bool apart = false) : PendingWrite<StoreTag?>
{
    private LaneDue[] _gone = [];
    private LaneDue[] _come = [];
    private RecordHead? _head; // Null for a removal.
    private HeadChange _change = HeadChange.None;
    private ReadOnlyMemory<byte> _stored;
    private LogRow[] _rows = [];

    public override void Prepare()
    {
        (_gone, _come) = ([.. write.NoLongerDue], [.. write.NewlyDue]);
        if (write.After is not null)
        {
            _head = write.Head;
            _change = write.Change(_head);
            _stored = write.Bytes.Length > Packed.OnePage ? Packed.Pack(write.Bytes.Span) : write.Bytes;
            _rows = apart ? LogRow.Apart(_head.ChangedAt, write.Log) : [LogRow.Of(_head.ChangedAt, write.Log)];
        }
    }

    public override void Number(WriteSession session)
    {
        if (write.Tag is null)
        {
            session.Number(write.Order.Tenant);
        }

        foreach (var lane in _come.Select(static due => due.Lane).Concat(_change.Owed.Select(one => new LaneName(write.Order.Tenant, one.Target))))
        {
            session.Number(lane);
        }
    }

    public override void Apply(WriteSession session)
    {
        faults.BeforeWrite(write.Order).GetAwaiter().GetResult();
        var tag = (SqliteTag?)write.Tag;
        var stands = _head is null ? session.Remove(write.Order, tag) : session.Save(write, tag, _head, _stored.Span, _rows);
        foreach (var (lane, due) in _gone)
        {
            session.RemoveDue(lane, due, stands.Key);
        }

        foreach (var (lane, due) in _come)
        {
            session.AddDue(lane, due, stands.Key);
        }

        session.Heads.Change(write.Order, stands.Key, _change);
        Result = _head is null ? null : stands;
    }

    public override void Kept() => faults.AfterWrite(write.Order).GetAwaiter().GetResult();
}
