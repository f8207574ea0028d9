namespace OrderGrains.Embedded.Storage;

/// <summary>Something for the one writer: applied in a transaction with others, done when that is durable.</summary>
internal abstract class PendingWrite
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes after the commit; fails where it failed or nobody knows.</summary>
    public Task Done => _done.Task;

    /// <summary>Names that need a number before <see cref="Apply"/>.</summary>
    public abstract IReadOnlyList<string> Names { get; }

    /// <summary>Does what needs no transaction, on the thread of whoever asks for the write: there are many of them, and one writer.</summary>
    public virtual void Prepare()
    {
    }

    /// <summary>Writes, on the writer's thread. May run again after a rollback.</summary>
    public abstract void Apply(WriteSession session);

    public void Succeed() => _done.TrySetResult();

    public void Fail(Exception exception) => _done.TrySetException(exception);
}

/// <summary>An operator's pause of a target; null ends it.</summary>
internal sealed class PauseWrite(string lane, string? by, DateTimeOffset at) : PendingWrite
{
    public string Lane => lane;

    public string? By => by;

    public override IReadOnlyList<string> Names => [lane];

    public override void Apply(WriteSession session) => session.Pause(lane, by, at);
}

/// <summary>One order's record, its due times and its log lines.</summary>
internal sealed class RecordWrite(StoredOrder before, OrderRecord after, byte[] bytes, IReadOnlyList<LogEntry> log) : PendingWrite
{
    private readonly IReadOnlySet<(string Lane, long Due)> _was = DueTimes.Of(before.Record);
    private readonly IReadOnlySet<(string Lane, long Due)> _is = DueTimes.Of(after);

    private RecordHead? _head;
    private byte[]? _stored;
    private byte[]? _row;

    /// <summary>The order's key, set by the store that wrote it.</summary>
    public long? Key { get; set; }

    /// <summary>The row of the log that it appended, set by the store that wrote it.</summary>
    public long? LogRow { get; set; }

    public StoredOrder Before => before;

    public OrderRecord After => after;

    public byte[] Bytes => bytes;

    public IReadOnlyList<LogEntry> Log => log;

    /// <summary>Due times that are no longer.</summary>
    public IEnumerable<(string Lane, long Due)> Removed => Less(_was, _is);

    /// <summary>Due times that are new.</summary>
    public IEnumerable<(string Lane, long Due)> Added => Less(_is, _was);

    public override IReadOnlyList<string> Names => _is.Count == 0 ? [after.Id.Tenant] : [after.Id.Tenant, .. _is.Select(due => due.Lane)];

    public override void Prepare()
    {
        _head = RecordHead.Of(after);
        _stored = bytes.Length > Packed.OnePage ? Packed.Pack(bytes) : bytes;
        _row = log.Count > 0 ? LogEntries.Packed(log) : null;
    }

    public override void Apply(WriteSession session)
    {
        session.Faults.Applying(after.Id);
        var (owner, row) = session.Save(before, after.Id, _head!, _stored!, _row);
        foreach (var (lane, due) in Removed)
        {
            session.RemoveDue(lane, due, owner);
        }

        foreach (var (lane, due) in Added)
        {
            session.AddDue(lane, due, owner);
        }

        (Key, LogRow) = (owner, row);
    }

    private static IEnumerable<(string Lane, long Due)> Less(IReadOnlySet<(string Lane, long Due)> from, IReadOnlySet<(string Lane, long Due)> other) =>
        from.Count == 0 ? [] : from.Where(due => !other.Contains(due));
}
