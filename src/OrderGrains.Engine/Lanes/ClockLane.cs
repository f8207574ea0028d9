using Microsoft.Extensions.Logging;

namespace OrderGrains.Engine;

/// <summary>
/// Wakes a tenant's orders for which a time has come: a grace that ends, a cart that nobody finished. Nobody is woken while the clock is doubtful. Waking twice
/// does no harm, so that this lane claims nothing. For a scheduler that runs one of its tasks at a time; made and called there.
/// </summary>
public sealed class ClockLane : IDisposable
{
    private const int AtOnce = 32;

    /// <summary>How long an order rests that was woken, so that one whose time does not go is not woken without end.</summary>
    private static readonly TimeSpan Rested = TimeSpan.FromSeconds(1);

    private readonly LaneName _name;
    private readonly LaneParts _parts;
    private readonly DueQueue _queue;
    private readonly Alarm _alarm;
    private readonly CancellationTokenSource _cut = new();
    private readonly WorkLoop _work;

    /// <param name="tenant">Whose clock it is.</param>
    /// <param name="parts">What it shares with the others of its silo.</param>
    public ClockLane(string tenant, LaneParts parts)
    {
        (_name, _parts) = (LaneName.Clock(tenant), parts);
        _queue = new(_name, parts.Store, parts.Clock, parts.Limits);
        _alarm = new(parts.Clock, Look);
        _work = new(WakeAsync, () => false);
    }

    /// <summary>Begins an epoch, which makes the lane known, and the work.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _parts.Store.EnterLaneAsync(_name, cancellationToken);
        _work.Ask();
    }

    /// <summary>There may be something due.</summary>
    public void Look()
    {
        _queue.LookAgain();
        _work.Ask();
    }

    /// <summary>Looks at the index from its beginning, whatever timers and bells lost.</summary>
    public void Tick() => Look();

    /// <summary>Looks once more, and completes when the lane only waits: for a time, or for something to come due.</summary>
    public Task QuietAsync()
    {
        Look();
        return _work.QuietAsync();
    }

    /// <summary>Ends with the wakes that are under way.</summary>
    public void Dispose()
    {
        _work.End();
        _cut.Cancel();
        _alarm.Dispose();
    }

    private async Task WakeAsync()
    {
        try
        {
            while (!_work.HasEnded)
            {
                await _queue.FillAsync(_cut.Token);
                if (_parts.Clock.IsDoubtful) // Also what was read just now.
                {
                    _alarm.Set(_parts.Clock.Now() + _parts.Limits.DefaultSlowDown);
                    return;
                }

                var some = new List<Task>();
                while (some.Count < AtOnce && _queue.TryTake(out var row))
                {
                    some.Add(WakeAsync(row.Order));
                }

                if (some.Count == 0)
                {
                    break;
                }

                await Task.WhenAll(some);
            }

            _alarm.Set(_queue.Next);
        }
        catch (Exception exception) when (!_work.HasEnded)
        {
            _parts.Log.LogError("What is due in {Lane} could not be read ({Type}); it is tried again", _name, exception.GetType().Name);
            _alarm.Set(_parts.Clock.Now() + _parts.Limits.StoreRest);
        }
        catch (Exception)
        {
            // It has ended.
        }
    }

    private async Task WakeAsync(OrderId order)
    {
        try
        {
            if (await _parts.Orders.TakeAsync(order, new Wake(), _cut.Token) is { Outcome: Outcome.Repeated })
            {
                await _parts.Orders.ReadAfreshAsync(order, _cut.Token); // The index says otherwise: perhaps the order is old.
            }

            _queue.Rest(order, _parts.Clock.Now() + Rested);
        }
        catch (Exception exception)
        {
            _parts.Log.LogInformation("{Order} could not be woken ({Type}); it is tried again", order, exception.GetType().Name);
            _queue.Rest(order, _parts.Clock.Now() + _parts.Limits.MaxAnswerDelay);
        }
    }
}
