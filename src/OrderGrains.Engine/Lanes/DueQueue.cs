using System.Diagnostics.CodeAnalysis;

namespace OrderGrains.Engine;

/// <summary>
/// What is due in one lane, read from its index page by page: each order at most once at a time, the oldest first. An order is held from its reading until
/// <see cref="Release"/>; one that rests is passed over. A new look begins at the beginning of the index, so that nothing that anybody forgot to tell stays behind.
/// </summary>
internal sealed class DueQueue(LaneName lane, IOrderStore store, HubClock clock, LaneLimits limits)
{
    private const int Page = 128;

    private readonly LinkedList<DueRow> _ready = [];
    private readonly HashSet<OrderId> _held = [];
    private readonly HashSet<OrderId> _released = []; // Since the last page was asked for, which may show them as they were.
    private readonly Dictionary<OrderId, DateTimeOffset> _resting = [];
    private readonly HashSet<OrderId> _untilRung = []; // Those of them that go on before where somebody rings.
    private DuePosition _position = DuePosition.Start;
    private DateTimeOffset? _next;
    private bool _look = true;
    private bool _more;

    /// <summary>Rows that wait here.</summary>
    public int Count => _ready.Count;

    /// <summary>When the first of them came due; null where none waits here.</summary>
    public DateTimeOffset? Oldest => _ready.First?.Value.Due;

    /// <summary>When there may be more, as far as the index and the resting orders say; null where nothing comes.</summary>
    public DateTimeOffset? Next => _resting.Count == 0 ? _next : _resting.Values.Min() is var first && _next < first ? _next : first;

    /// <summary>Told of every row of a look, and, with the time up to which it went, of the end of one that began at the beginning.</summary>
    public Action<DueRow> Met { get; init; } = static _ => { };

    /// <inheritdoc cref="Met"/>
    public Action<DateTimeOffset> Seen { get; init; } = static _ => { };

    /// <summary>There may be something new: look again from the beginning, once there is room.</summary>
    public void LookAgain() => _look = true;

    /// <summary>The same, since somebody says so: what an order did not know of when it was read it may know of by now.</summary>
    public void Rung()
    {
        foreach (var order in _untilRung)
        {
            _resting.Remove(order);
        }

        _untilRung.Clear();
        LookAgain();
    }

    /// <summary>Takes the oldest.</summary>
    public bool TryTake([NotNullWhen(true)] out DueRow? row)
    {
        row = _ready.First?.Value;
        if (row is not null)
        {
            _ready.RemoveFirst();
        }

        return row is not null;
    }

    /// <summary>The call of an order that was taken ended: when the order is read, or called, again.</summary>
    public void Land(Claim claim, Landing landing)
    {
        var now = clock.Now();
        switch (landing)
        {
            case Landing.NotTried:
                _ready.AddFirst(new DueRow(claim.Order, claim.Due, 0));
                break;
            case Landing.Denied:
                _ready.AddLast(new DueRow(claim.Order, claim.Due, 0)); // What is wrong with one order alone, such as a right that one operation lacks, does not hold the others.
                break;
            case Landing.NothingDue:
                Rest(claim.Order, now + limits.OldReadRest); // A store may show a row before the write of its record is done.
                _untilRung.Add(claim.Order);
                break;
            case Landing.Unread:
                Rest(claim.Order, now + limits.MaxAnswerDelay);
                break;
            case Landing.Unsettled:
                Rest(claim.Order, now + limits.UnsettledRest);
                break;
            case Landing.Answered:
                Release(claim.Order);
                LookAgain(); // The order may owe more.
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(landing), landing, null);
        }
    }

    /// <summary>An order may be read again.</summary>
    private void Release(OrderId order)
    {
        _held.Remove(order);
        _released.Add(order);
    }

    /// <summary>An order is not to be read again before a time.</summary>
    public void Rest(OrderId order, DateTimeOffset until)
    {
        _held.Remove(order);
        _untilRung.Remove(order);
        _resting[order] = until;
    }

    /// <summary>Reads on where there is room; completes when the queue is full or nothing more is due.</summary>
    /// <exception cref="Exception">Whatever the store throws: the next call reads again.</exception>
    public async Task FillAsync(CancellationToken cancellationToken)
    {
        Wake();
        if (_look && _ready.Count < limits.Queue)
        {
            (_look, _more, _position, _next) = (false, true, DuePosition.Start, null); // Where too many rest, the first of them is waited for.
        }

        try
        {
            while (_more && _ready.Count < limits.Queue && _resting.Count < limits.Resting)
            {
                _released.Clear();
                var now = clock.Now();
                var page = await store.DueAsync(lane, _position, now, Page, cancellationToken);
                _more = Take(page) || page.Count == Page;
                if (!_more)
                {
                    Seen(now);
                    _next = await store.NextDueAsync(lane, DuePosition.After(now), cancellationToken);
                }
            }
        }
        catch
        {
            _look = true;
            throw;
        }
    }

    /// <summary>Brings <see cref="Count"/> up to now, for a lane that takes nothing meanwhile. Where the index cannot be read the last count stays.</summary>
    public async Task CountAsync(CancellationToken cancellationToken)
    {
        _look |= Next <= clock.Now(); // Something has come due since the last look.
        await FillAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    /// <summary>Takes a page in; whether some of it had no room.</summary>
    private bool Take(IReadOnlyList<DueRow> page)
    {
        foreach (var row in page)
        {
            if (_ready.Count >= limits.Queue)
            {
                return true;
            }

            _position = row.Position;
            Met(row);
            if (_released.Contains(row.Order))
            {
                _look = true;
            }
            else if (!_resting.ContainsKey(row.Order) && _held.Add(row.Order))
            {
                _ready.AddLast(row);
            }
        }

        return false;
    }

    /// <summary>Lets those go on that have rested.</summary>
    private void Wake()
    {
        if (_resting.Count == 0)
        {
            return;
        }

        var now = clock.Now();
        foreach (var (order, until) in _resting)
        {
            // Also where the clock was set back: no rest is longer than it was.
            if (until <= now || until - now > limits.UnsettledRest + limits.ClaimLife)
            {
                _resting.Remove(order);
                _untilRung.Remove(order);
                _look = true;
            }
        }
    }
}
