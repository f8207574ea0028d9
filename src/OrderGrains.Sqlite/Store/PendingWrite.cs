namespace OrderGrains.Sqlite;

/// <summary>Something for the one writer: applied in a transaction with others, done when that is durable.</summary>
internal abstract class PendingWrite
{
    /// <summary>Whether it has ended, well or not.</summary>
    public abstract bool IsOver { get; }

    /// <summary>Does what needs no transaction, on the thread of whoever asks for the write: there are many of them, and one writer.</summary>
    public virtual void Prepare()
    {
    }

    /// <summary>Gives new names their numbers, before the transaction, on the writer's thread.</summary>
    public virtual void Number(WriteSession session)
    {
    }

    /// <summary>Writes, on the writer's thread. May run again after a rollback.</summary>
    /// <exception cref="StoreConflictException">Another version stands there; nothing was written.</exception>
    public abstract void Apply(WriteSession session);

    /// <summary>After the commit, and before anybody knows.</summary>
    public virtual void Kept()
    {
    }

    public abstract void Succeed();

    public abstract void Fail(Exception exception);
}

/// <summary>One that gives something back.</summary>
internal abstract class PendingWrite<T> : PendingWrite
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes after the commit; fails where it failed or nobody knows.</summary>
    public Task<T> Done => _done.Task;

    public override bool IsOver => _done.Task.IsCompleted;

    /// <summary>What it gives back, set by <see cref="PendingWrite.Apply"/>.</summary>
    protected T? Result { get; set; }

    public override void Succeed() => _done.TrySetResult(Result!);

    public override void Fail(Exception exception) => _done.TrySetException(exception);
}

/// <summary>What takes one step of the session.</summary>
internal sealed class StepWrite<T>(Func<WriteSession, T> step) : PendingWrite<T>
{
    public override void Apply(WriteSession session) => Result = step(session);
}

/// <summary>What takes one step on a lane, which may be new.</summary>
internal sealed class LaneWrite<T>(LaneName lane, Func<LaneStatements, long, T> step) : PendingWrite<T>
{
    private long _number;

    public override void Number(WriteSession session) => _number = session.Number(lane);

    public override void Apply(WriteSession session) => Result = step(session.Lanes, _number);
}
