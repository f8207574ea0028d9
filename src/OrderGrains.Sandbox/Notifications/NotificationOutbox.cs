using System.Threading.Channels;
using OrderGrains.Sandbox.Faults;

namespace OrderGrains.Sandbox.Notifications;

/// <summary>The notifications that vendors owe the hub, by due time. Bounded by <see cref="SandboxOptions.NotificationCapacity"/>: at the
/// bound nothing is added, and the vendor answers 503. In memory: what was not sent when the process ends is gone.</summary>
internal sealed class NotificationOutbox : IDisposable
{
    /// <summary>Notifications sent at once, each to another order.</summary>
    public const int LaneCount = 8;

    /// <summary>Two, each doubled by a fault.</summary>
    private const int MostPerOperation = 4;

    private readonly Lock _gate = new();
    private readonly PriorityQueue<Notification, (DateTimeOffset Due, long Sequence)> _waiting = new();
    private readonly Channel<Notification>[] _lanes;
    private readonly ITimer _timer;
    private readonly SandboxOptions _options;
    private readonly int _capacity;
    private readonly FaultSwitches _faults;
    private readonly TimeProvider _time;
    private NotificationCounts _counts = new(0, 0, 0, 0, 0);
    private long _sequence;
    private int _reserved;

    public NotificationOutbox(SandboxOptions options, FaultSwitches faults, TimeProvider time)
    {
        _options = options;
        _capacity = options.NotificationCapacity;
        _faults = faults;
        _time = time;
        // A lane never fills: the count of everything owed is checked first.
        _lanes = [.. Enumerable.Range(0, LaneCount).Select(_ => Channel.CreateBounded<Notification>(Math.Max(1, _capacity)))];
        _timer = time.CreateTimer(_ => MoveDue(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public NotificationCounts Counts
    {
        get
        {
            lock (_gate)
            {
                return _counts;
            }
        }
    }

    public ChannelReader<Notification> Lane(int index) => _lanes[index].Reader;

    /// <summary>Keeps room for what one operation may owe; false at the bound. A vendor asks before it changes anything, and then adds.</summary>
    public bool TryReserve()
    {
        lock (_gate)
        {
            var room = _counts.Waiting + _reserved + MostPerOperation <= _capacity;
            _reserved += room ? MostPerOperation : 0;
            return room;
        }
    }

    /// <summary>Adds what one operation owes, which may be nothing, in room that was reserved. A due time is watched from here on, so that a test that moves
    /// its clock after the answer never comes too early.</summary>
    public void Add(IReadOnlyList<Notification> owed)
    {
        var sent = owed is [var first, ..] ? Strike(owed, _faults.DrawNotification(first.Target, first.Operation)) : [];
        lock (_gate)
        {
            _reserved -= MostPerOperation;
            _counts = _counts with { Waiting = _counts.Waiting + sent.Count, Lost = _counts.Lost + (sent.Count == 0 ? owed.Count : 0) };
            foreach (var notification in sent)
            {
                _waiting.Enqueue(notification, (notification.Due, ++_sequence));
            }

            MoveDue();
        }
    }

    public void Delivered()
    {
        Count(counts => counts with { Waiting = counts.Waiting - 1, Delivered = counts.Delivered + 1 });
        _options.NotificationUnderWay?.Invoke(false);
    }

    /// <summary>Keeps the notification for its next attempt; false when that was the last.</summary>
    public bool Failed(Notification notification)
    {
        var again = IsTriedAgain(notification);
        _options.NotificationUnderWay?.Invoke(false);
        return again;
    }

    private bool IsTriedAgain(Notification notification)
    {
        lock (_gate)
        {
            _counts = _counts with { Failed = _counts.Failed + 1 };
            if (notification.Attempt >= _options.NotificationAttempts)
            {
                _counts = _counts with { Waiting = _counts.Waiting - 1, GivenUp = _counts.GivenUp + 1 };
                return false;
            }

            var due = _time.GetUtcNow() + (_options.NotificationRetryDelay * notification.Attempt);
            _waiting.Enqueue(notification with { Due = due, Attempt = notification.Attempt + 1 }, (due, ++_sequence));
            MoveDue();
            return true;
        }
    }

    /// <summary>Forgets what is not yet due, and the counts; what is in flight stays counted until it ends.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _counts = new NotificationCounts(_counts.Waiting - _waiting.Count, 0, 0, 0, 0);
            _waiting.Clear();
        }
    }

    public void Dispose() => _timer.Dispose();

    private static IReadOnlyList<Notification> Strike(IReadOnlyList<Notification> owed, Fault? fault) => fault?.Notification switch
    {
        NotificationFault.Lose => [],
        NotificationFault.Repeat => [.. owed.SelectMany(each => new[] { each, each })],
        NotificationFault.Reorder when owed.Count > 1 =>
            [.. owed.Reverse().Zip(owed, (notification, place) => notification with { Due = place.Due })],
        NotificationFault.Delay or NotificationFault.Reorder =>
            [.. owed.Select(each => each with { Due = each.Due + fault.NotificationDelay })],
        _ => owed,
    };

    private void Count(Func<NotificationCounts, NotificationCounts> change)
    {
        lock (_gate)
        {
            _counts = change(_counts);
        }
    }

    private void MoveDue()
    {
        lock (_gate)
        {
            var now = _time.GetUtcNow();
            while (_waiting.TryPeek(out var next, out _) && next.Due <= now)
            {
                _waiting.Dequeue();
                _options.NotificationUnderWay?.Invoke(true);
                _lanes[LaneOf(next.Key)].Writer.TryWrite(next);
            }

            if (_waiting.TryPeek(out var later, out _))
            {
                _timer.Change(TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling((later.Due - now).TotalMilliseconds))), Timeout.InfiniteTimeSpan);
            }
        }
    }

    private static int LaneOf(string key) => (int)((uint)key.GetHashCode(StringComparison.Ordinal) % LaneCount);
}
