namespace OrderGrains;

/// <summary>
/// What one target of one tenant is owed: orders in line, each at most once, and what holds the line up. Decides under its
/// lock; nothing is awaited or called from inside.
/// </summary>
internal sealed class Lane(string tenant, string target, DeliveryLimits limits, EngineClock clock)
{
    private readonly Lock _gate = new();
    private readonly LinkedList<(OrderId Order, DateTimeOffset Due)> _ready = [];
    private readonly HashSet<OrderId> _held = []; // In line, in flight or set aside.
    private readonly Dictionary<OrderId, DateTimeOffset> _again = []; // Offered while in flight.
    private readonly Dictionary<OrderId, string> _calls = []; // Request id of the call under way.
    private int _active;
    private int _blocks;
    private bool _probing;
    private DateTimeOffset? _blockedUntil;
    private string? _why;
    private string? _pausedBy;
    private string? _lastError;
    private DateTimeOffset? _missedSince;
    private DateTimeOffset _refillAfter;

    public string Tenant => tenant;

    public string Target => target;

    /// <summary>Takes an order in line; false where the line is full, which is remembered.</summary>
    public bool Offer(OrderId order, DateTimeOffset due)
    {
        lock (_gate)
        {
            if (_held.Contains(order))
            {
                _again[order] = due;
                return true;
            }

            if (_ready.Count >= limits.Queue)
            {
                Miss(due);
                return false;
            }

            _held.Add(order);
            _ready.AddLast((order, due));
            return true;
        }
    }

    /// <summary>The next order whose turn it is; null where none is, or where the lane is held up or busy.</summary>
    public Flight? Take()
    {
        lock (_gate)
        {
            if (_pausedBy is not null || _blockedUntil > clock.Now() || _active >= (_probing ? 1 : limits.Concurrency)
                || _ready.First is not { } first)
            {
                return null;
            }

            _ready.RemoveFirst();
            _again.Remove(first.Value.Order); // Read afresh from here on.
            _active++;
            return new(first.Value.Order, first.Value.Due, _blocks);
        }
    }

    /// <summary>A call is about to be made.</summary>
    public void Calling(Flight flight, string requestId)
    {
        lock (_gate)
        {
            _calls[flight.Order] = requestId;
        }
    }

    /// <summary>The call is over; its answer may not have reached the order yet.</summary>
    public void Called(Flight flight, string? error)
    {
        lock (_gate)
        {
            _calls.Remove(flight.Order);
            _lastError = error ?? _lastError;
        }
    }

    /// <summary>Ends a flight; whether it ended an outage.</summary>
    public bool Land(Flight flight, Landing landing)
    {
        lock (_gate)
        {
            var probing = _probing;
            _active--;
            _calls.Remove(flight.Order);
            _probing &= landing != Landing.Answered || flight.Block != _blocks;
            switch (landing)
            {
                case Landing.NotTried:
                    _ready.AddFirst((flight.Order, flight.Due));
                    break;
                case Landing.SetAside:
                    _again.Remove(flight.Order);
                    break;
                case Landing.ReadLater:
                    _held.Remove(flight.Order);
                    _again.Remove(flight.Order);
                    Miss(flight.Due);
                    _refillAfter = clock.Now() + limits.MaxAnswerDelay;
                    break;
                default:
                    if (_again.Remove(flight.Order, out var due))
                    {
                        _ready.AddLast((flight.Order, due));
                    }
                    else
                    {
                        _held.Remove(flight.Order);
                    }

                    break;
            }

            return probing && !_probing;
        }
    }

    /// <summary>Holds everything until a time; then one probe goes first. Whether the outage is new.</summary>
    public bool Block(DateTimeOffset until, string why)
    {
        lock (_gate)
        {
            var isNew = !_probing;
            _blocks++;
            _probing = true;
            (_blockedUntil, _why) = _blockedUntil > until ? (_blockedUntil, _why) : (until, why);
            return isNew;
        }
    }

    /// <summary>An operator holds the lane (null lets it go).</summary>
    public void Pause(string? by)
    {
        lock (_gate)
        {
            _pausedBy = by;
        }
    }

    /// <summary>When the lane should be looked at again though nothing happens to it.</summary>
    public DateTimeOffset? NextLook()
    {
        lock (_gate)
        {
            var now = clock.Now();
            var refill = _missedSince is not null && _refillAfter > now ? _refillAfter : (DateTimeOffset?)null;
            var unblock = _blockedUntil > now ? _blockedUntil : null;
            return refill < unblock ? refill : unblock ?? refill;
        }
    }

    /// <summary>Since when requests are owed that the lane turned away, once it has drained below half; asked once each time.</summary>
    public DateTimeOffset? TakeMissed()
    {
        lock (_gate)
        {
            if (_missedSince is not { } since || _ready.Count > limits.Queue / 2 || _refillAfter > clock.Now())
            {
                return null;
            }

            _missedSince = null;
            return since;
        }
    }

    /// <summary>Request id of the order's call under way.</summary>
    public string? CallOf(OrderId order)
    {
        lock (_gate)
        {
            return _calls.GetValueOrDefault(order);
        }
    }

    public TargetCondition Condition()
    {
        lock (_gate)
        {
            var blocked = _blockedUntil > clock.Now();
            return new(
                tenant, target, _pausedBy, blocked ? _blockedUntil : null, blocked ? _why : null, _ready.Count, _active, _lastError);
        }
    }

    private void Miss(DateTimeOffset due) => _missedSince = _missedSince < due ? _missedSince : due;
}
