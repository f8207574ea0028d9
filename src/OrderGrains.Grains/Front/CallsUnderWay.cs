namespace OrderGrains.Grains;

/// <summary>Counts a front's calls under way, in all and by order, and says where there are too many.</summary>
internal sealed class CallsUnderWay(FrontLimits limits)
{
    private const int Counts = 16_384; // A power of two; orders share counts, which costs a refusal at worst.

    private readonly int[] _ofOrders = new int[Counts];
    private readonly Lock _gate = new();
    private TaskCompletionSource? _idle;
    private int _all;

    /// <summary>How many there are.</summary>
    public int All => Volatile.Read(ref _all);

    /// <summary>Counts a call; <see cref="End"/> has to follow.</summary>
    /// <exception cref="EngineUnavailableException">A bound is reached: it was not counted.</exception>
    public void Begin(OrderId order)
    {
        if (Interlocked.Increment(ref _all) > limits.UnderWay)
        {
            EndOne();
            throw new EngineUnavailableException("Too many commands are under way.", limits.RetryAfter);
        }

        if (Interlocked.Increment(ref Of(order)) > limits.OfOneOrder)
        {
            End(order);
            throw new EngineUnavailableException("Too many commands wait for this order.", limits.RetryAfter);
        }
    }

    /// <summary>A call is over.</summary>
    public void End(OrderId order)
    {
        Interlocked.Decrement(ref Of(order));
        EndOne();
    }

    /// <summary>Completes when no call is under way.</summary>
    public Task WhenIdleAsync()
    {
        lock (_gate)
        {
            _idle ??= new(TaskCreationOptions.RunContinuationsAsynchronously);
            if (All == 0)
            {
                _idle.TrySetResult();
            }

            return _idle.Task;
        }
    }

    private void EndOne()
    {
        if (Interlocked.Decrement(ref _all) == 0 && Volatile.Read(ref _idle) is { } idle)
        {
            idle.TrySetResult(); // Only a stop waits, after which no call begins.
        }
    }

    private ref int Of(OrderId order) => ref _ofOrders[order.GetHashCode() & (Counts - 1)];
}
