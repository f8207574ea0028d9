using OrderGrains.Embedded.Storage;

namespace OrderGrains.Embedded.Mailboxes;

/// <summary>Whether a mailbox took a command.</summary>
internal enum Posted
{
    /// <summary>It did, and is being drained.</summary>
    Queued,

    /// <summary>It did, and someone has to drain it.</summary>
    NeedsDrain,

    /// <summary>It is full.</summary>
    Full,

    /// <summary>The activation has left memory: look up the order again.</summary>
    Retired,
}

/// <summary>An order in memory: its record as last committed, and its mailbox. At most one drain runs at a time.</summary>
internal sealed class Activation(OrderId order)
{
    private readonly Lock _gate = new();
    private readonly IdleRecord _idle = new();
    private List<WaitingCommand>? _waiting; // None most of the time, of most orders.
    private bool _draining;
    private bool _retired;
    private StoredOrder? _current; // While it is at work; its bytes alone while it is idle.

    public OrderId Order => order;

    /// <summary>The record as last committed; null where it has to be read. Set by the drain alone.</summary>
    public StoredOrder? Current
    {
        get
        {
            IdleCopy? copy;
            lock (_gate)
            {
                copy = _current is null ? _idle.Copy() : null;
                if (copy is null)
                {
                    return _current;
                }
            }

            return copy.Wake(order);
        }

        set
        {
            lock (_gate)
            {
                _current = value;
                _idle.Clear();
            }
        }
    }

    /// <summary>Stored size of the record in memory.</summary>
    public int Bytes
    {
        get
        {
            lock (_gate)
            {
                return _current?.Bytes ?? _idle.Length;
            }
        }
    }

    /// <summary>Tick of the last use, for choosing what leaves memory.</summary>
    public long LastUsed { get; set; }

    public Posted Post(WaitingCommand command, int bound)
    {
        lock (_gate)
        {
            if (_retired || (bound > 0 && _waiting?.Count >= bound))
            {
                return _retired ? Posted.Retired : Posted.Full;
            }

            (_waiting ??= new(1)).Add(command);
            var idle = !_draining;
            _draining = true;
            return idle ? Posted.NeedsDrain : Posted.Queued;
        }
    }

    /// <summary>All that waits; null, which ends the drain, where nothing does.</summary>
    public List<WaitingCommand>? TakeAll()
    {
        lock (_gate)
        {
            if (_waiting is null)
            {
                if (_current is { Encoded: { } record } stored)
                {
                    _idle.Keep(stored.Key, stored.Log, record);
                    _current = null;
                }

                _draining = false;
                return null;
            }

            var all = _waiting;
            _waiting = null;
            return all;
        }
    }

    /// <summary>Leaves memory; false while something waits or is being taken.</summary>
    public bool TryRetire()
    {
        lock (_gate)
        {
            return _retired |= !_draining;
        }
    }
}
