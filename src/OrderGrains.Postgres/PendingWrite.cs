namespace OrderGrains.Postgres;

/// <summary>An order's write on its way: it waits, then it is sent, and it is over once it is known how it ended or nobody waits for it any more.</summary>
internal sealed class PendingWrite(OrderWrite write)
{
    private const int Waiting = 0;
    private const int Sent = 1;
    private const int Over = 2;

    private readonly TaskCompletionSource<PostgresTag?> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _stands;

    /// <summary>What is to be written.</summary>
    public OrderWrite Write => write;

    /// <summary>What it adds to a statement.</summary>
    public long Bytes { get; } = OrderStatement.BytesOf(write);

    /// <summary>The key of its row; null for an order's first write.</summary>
    public long? Key => (write.Tag as PostgresTag)?.Key;

    /// <summary>Completes after the commit, with the new tag; fails where it failed or nobody knows.</summary>
    public Task<PostgresTag?> Done => _done.Task;

    /// <summary>It is about to be sent, perhaps again; false where nobody waits for it any more.</summary>
    public bool Send() => Interlocked.CompareExchange(ref _stands, Sent, Waiting) != Over;

    /// <summary>Nobody waits for it any more; whether it was surely never sent, and never will be.</summary>
    public bool GiveUp() => Interlocked.Exchange(ref _stands, Over) == Waiting;

    /// <summary>The statement has committed.</summary>
    /// <param name="key">The key of its row; null where another version stands there.</param>
    public void End(long? key)
    {
        if (key is null)
        {
            Fail(new StoreConflictException(write.Order, write.Before.Version));
        }
        else
        {
            _done.TrySetResult(write.After is null ? null : new(key.Value, write.After.Version));
        }
    }

    public void Fail(Exception exception) => _done.TrySetException(exception);
}
