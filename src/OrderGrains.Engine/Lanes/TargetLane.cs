using Microsoft.Extensions.Logging;

namespace OrderGrains.Engine;

/// <summary>
/// What one target of one tenant is owed, for all silos: finds what is due in the index, claims it under its epoch, calls, and hands the answers to the orders.
/// At most one call of an order at a time. Nothing is lost where it ends at any moment: what is owed is in the index, what was perhaps sent in the
/// claims. For a scheduler that runs one of its tasks at a time; made and called there.
/// </summary>
public sealed class TargetLane : IDisposable
{
    private readonly LaneName _name;
    private readonly LaneParts _parts;
    private readonly Action _giveUp;
    private readonly LaneGate _gate;
    private readonly DueQueue _queue;
    private readonly DueCount _due;
    private readonly LaneCall _call;
    private readonly Alarm _alarm;
    private readonly CancellationTokenSource _cut = new();
    private readonly Queue<Flight> _claimed = new();
    private readonly Flights _flying = new();
    private readonly ClaimBook _book;
    private readonly WorkLoop _work;
    private Task _pausing = Task.CompletedTask;
    private Task? _stopping;
    private readonly IConnector? _connector;
    private (string Said, DateTimeOffset At)? _lastError;

    /// <param name="name">The lane.</param>
    /// <param name="parts">What it shares with the others of its silo.</param>
    /// <param name="connector">Its target; null where none is set up.</param>
    /// <param name="giveUp">Asks for the end of this activation, since another has begun an epoch.</param>
    public TargetLane(LaneName name, LaneParts parts, IConnector? connector, Action giveUp)
    {
        (_name, _parts, _connector, _giveUp, _gate, Gauge) = (name, parts, connector, giveUp, new(parts.Clock), new(name, parts.Clock));
        (_book, _due) = (new(name, parts), new(name, parts));
        _queue = new(name, parts.Store, parts.Clock, parts.Limits) { Met = _book.Met, Seen = _book.Seen };
        _call = new(parts, connector);
        _work = new(CallAsync, () => !_flying.AreSent);
        _alarm = new(parts.Clock, Look);
    }

    /// <summary>How it does, for whoever measures it.</summary>
    public LaneGauge Gauge { get; }

    /// <summary>Begins an epoch, and the work.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var start = await _book.EnterAsync(cancellationToken);
        _gate.Pause = start.PausedBy is { } by ? (by, start.PausedAt) : null;
        _work.Ask();
    }

    /// <summary>There may be something due.</summary>
    public void Look()
    {
        _queue.Rung();
        _work.Ask();
    }

    /// <summary>Looks at the index from its beginning, whatever timers and bells lost; and at what lies further ahead than it can, since a clock was wrong.</summary>
    public async Task TickAsync()
    {
        Look();
        await _book.ResolveAsync();
        await FarAhead.MendAsync(_name, _parts, _parts.Clock.Now() + FarAhead.OfTargets);
    }

    /// <summary>Whatever holds the target back, but for an operator's pause, lets one call through now.</summary>
    public void Lift()
    {
        _connector?.Lift(_name.Tenant, _name.Target);
        _gate.Lift();
        Look();
    }

    /// <summary>Stops calling, or with null calls again and lifts whatever else holds the target back; completes when that is durable.</summary>
    /// <exception cref="EngineUnavailableException">Another epoch has begun, which perhaps does not know of it: to be tried again there.</exception>
    public Task PauseAsync(string? by) => _pausing = PauseAfterAsync(_pausing, by);

    /// <summary>One after another: this lane goes by what the store has.</summary>
    private async Task PauseAfterAsync(Task before, string? by)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        var now = _parts.Clock.Now();
        await _parts.Store.PauseAsync(_name, by, now, CancellationToken.None);
        if (_work.HasEnded || !await _book.StandsAsync())
        {
            Lost();
            throw new EngineUnavailableException("The lane is served elsewhere by now.", _parts.Limits.StoreRest);
        }

        _gate.Pause = by is null ? null : (by, now);
        if (by is null)
        {
            Lift();
        }

        Look();
    }

    /// <summary>How it does.</summary>
    public async Task<TargetCondition> ConditionAsync()
    {
        if (Free <= 0)
        {
            await _work.InsteadAsync(() => _queue.CountAsync(_cut.Token)); // Nobody else reads what waits behind a pause, or behind calls under way.
        }

        var queued = await _due.BesideAsync(_queue.Count, _claimed.Count + _flying.Count, _cut.Token) + _claimed.Count;
        Show(queued);
        return new(_name.Tenant, _name.Target, _gate.Pause?.By, _gate.BlockedUntil, _gate.Why, queued, _flying.Count, _lastError?.Said)
        {
            Since = _gate.Since, LastErrorAt = _lastError?.At, Lifts = _gate.Lifts,
        };
    }

    private void Show(int due) => Gauge.Show(due, _flying.Count, _gate, _claimed.TryPeek(out var first) ? first.Claim.Due : _queue.Oldest);

    /// <summary>Looks once more, and completes when the lane only waits: for calls under way, for a time, or for something to come due.</summary>
    public Task QuietAsync()
    {
        Look();
        return _work.QuietAsync();
    }

    /// <summary>Request id of the order's call under way; null where there is none.</summary>
    public string? CallOf(OrderId order) => _flying.CallOf(order);

    /// <summary>Claims no more, lets calls end and be recorded for a while, cancels the rest, and settles what it can. Once, however often it is called.</summary>
    public Task StopAsync() => _stopping ??= StopOnceAsync();

    private async Task StopOnceAsync()
    {
        _work.End();
        await _flying.LandedAsync(_parts.Limits.StopGrace, _parts.Deadlines);
        if (_flying.Count > 0)
        {
            _cut.Cancel(); // Not CancelAsync: it goes to the thread pool, whatever the scheduler.
            await _flying.LandedAsync(_parts.Limits.StopGrace, _parts.Deadlines);
        }

        await _book.SettleAsync(_flying.Claims);
    }

    /// <summary>Ends without a word: cancels the calls under way.</summary>
    public void Dispose()
    {
        _work.End();
        _cut.Cancel();
        _alarm.Dispose();
    }

    private int Free => _work.HasEnded || !_gate.IsOpen ? 0 : (_gate.Probing ? 1 : _parts.Limits.Concurrency) - _flying.Count;

    /// <summary>Calls as long as there are places and something is due.</summary>
    private async Task CallAsync()
    {
        try
        {
            while (Free > 0)
            {
                if (_claimed.Count == 0 && !await ClaimAsync())
                {
                    break;
                }

                while (Free > 0 && _claimed.TryDequeue(out var flight))
                {
                    _flying.Begin(flight);
                    _ = FlyAsync(flight);
                }
            }

            _alarm.SetEarlier(_gate.BlockedUntil, Free > 0 ? _queue.Next : null);
            Show(Math.Max(_queue.Count + _claimed.Count, _queue.Count < _parts.Limits.Queue ? 0 : Gauge.Due));
        }
        catch (Exception exception)
        {
            if (_work.HasEnded)
            {
                return; // Nothing is tried again.
            }

            // The type alone: a store's own words may quote its address.
            _parts.Log.LogError("What is due in {Lane} could not be read or claimed ({Type}); it is tried again", _name, exception.GetType().Name);
            _queue.LookAgain();
            _alarm.Set(_parts.Clock.Now() + _parts.Limits.StoreRest);
        }
    }

    /// <summary>Claims some of what is due; false where nothing is.</summary>
    private async Task<bool> ClaimAsync()
    {
        if (_queue.Count == 0)
        {
            await _queue.FillAsync(_cut.Token);
        }

        var batch = Batch();
        if (batch.Count == 0)
        {
            return false;
        }

        try
        {
            if (!await _book.ClaimAsync(batch.Select(flight => flight.Claim)))
            {
                Lost();
                return false;
            }
        }
        catch
        {
            batch.ForEach(flight => Land(flight, Landing.NotTried));
            throw;
        }

        batch.ForEach(_claimed.Enqueue);
        return true;
    }

    private List<Flight> Batch()
    {
        var batch = new List<Flight>();
        var most = Math.Min(Math.Min(Free * 4, _parts.Limits.Batch), Claims.Most - _book.Count);
        while (batch.Count < most && _queue.TryTake(out var row))
        {
            var claim = new Claim(row.Order, row.Due);
            if (_book.IsCalledElsewhereUntil(claim.Order) is { } end)
            {
                _queue.Rest(row.Order, end); // Whoever claimed it may still be sending it.
            }
            else
            {
                batch.Add(new(claim, _book.IsDoubted(claim), _work.TellWhereQuiet));
            }
        }

        return batch;
    }

    private async Task FlyAsync(Flight flight)
    {
        flight.Block = _gate.Blocks;
        var end = await _call.MakeAsync(_name, flight, MaySend, RenewAsync, _cut.Token);
        _lastError = end.Error is { } error ? (error, _parts.Clock.Now()) : end.Serves ? null : _lastError;
        if (end.Rest is { } rest && _gate.Block(rest))
        {
            _parts.Log.LogWarning("{Lane} is not called until {Until:u}: {Why} (last error: {Error})", _name, _gate.BlockedUntil, rest.Why, _lastError?.Said ?? "none");
        }

        if (end.Serves && _gate.Answered(flight.Block))
        {
            _parts.Log.LogInformation("{Lane} answers again", _name);
        }

        Land(flight, end.Landing);
        _work.Ask();
    }

    private void Land(Flight flight, Landing landing)
    {
        _book.End(flight, landing);
        _queue.Land(flight.Claim, landing);
        _flying.End(flight); // Last: a stop that waits for it may go on in here, and writes down what the book says by then.
    }

    /// <summary>Whether a call may be sent now.</summary>
    private bool MaySend() => !_work.HasEnded && _gate.IsOpen && _book.IsYoung;

    /// <summary>Claims anew what is claimed too long ago; false where nothing may be sent.</summary>
    private async Task<bool> RenewAsync()
    {
        if (_work.HasEnded || !_gate.IsOpen)
        {
            return false;
        }

        if (await _book.RenewAsync())
        {
            return true;
        }

        Lost();
        return false;
    }

    private void Lost()
    {
        if (!_work.HasEnded)
        {
            _parts.Log.LogInformation("{Lane} is served elsewhere by now", _name);
            _work.End();
            _giveUp();
        }
    }
}
