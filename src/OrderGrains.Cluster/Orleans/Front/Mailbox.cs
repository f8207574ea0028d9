namespace OrderGrains.Cluster;

/// <summary>What waits in this process for one order. At most one call to the order is under way; the rest goes with the next.</summary>
internal sealed class Mailbox(OrderId order)
{
    private readonly Lock _gate = new();
    private readonly Queue<WaitingCommand> _waiting = [];
    private bool _draining;
    private bool _ended;

    public OrderId Order => order;

    public Posted Post(WaitingCommand command, int bound)
    {
        lock (_gate)
        {
            if (_ended || _waiting.Count >= bound)
            {
                return _ended ? Posted.Ended : Posted.Full;
            }

            _waiting.Enqueue(command);
            var idle = !_draining;
            _draining = true;
            return idle ? Posted.NeedsDrain : Posted.Queued;
        }
    }

    /// <summary>What waits, up to a number.</summary>
    public List<WaitingCommand> Take(int most)
    {
        lock (_gate)
        {
            var taken = new List<WaitingCommand>(Math.Min(most, _waiting.Count));
            while (taken.Count < most && _waiting.TryDequeue(out var command))
            {
                taken.Add(command);
            }

            return taken;
        }
    }

    /// <summary>Ends it where nothing waits; then nothing can be posted any more.</summary>
    public bool TryEnd()
    {
        lock (_gate)
        {
            return _ended = _waiting.Count == 0;
        }
    }
}

/// <summary>Whether a mailbox took a command.</summary>
internal enum Posted
{
    /// <summary>It did, and is being drained.</summary>
    Queued,

    /// <summary>It did, and someone has to drain it.</summary>
    NeedsDrain,

    /// <summary>It is full.</summary>
    Full,

    /// <summary>It has ended: make another.</summary>
    Ended,
}
