using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace OrderGrains.Cluster;

/// <summary>
/// Finds what came due in one lane, from the index. It has a position, before which everything was handed on; where the lane is full
/// it stands still until it is asked for more. Now and then it starts over, for what no offer told of.
/// </summary>
/// <param name="lane">The lane's name.</param>
/// <param name="store">The index.</param>
/// <param name="take">Hands a row on; false where there is no room. Rows may come again.</param>
/// <param name="clock">The lane's clock.</param>
/// <param name="every">How often to start over.</param>
/// <param name="log">Failures.</param>
internal sealed class LaneWork(
    string lane, IClusterStore store, Func<DueRow, Task<bool>> take, EngineClock clock, TimeSpan every, ILogger log) : IDisposable
{
    private const int Page = 128;
    private static readonly TimeSpan RestAfterFailure = TimeSpan.FromSeconds(2);

    private readonly ConcurrentQueue<DateTimeOffset> _back = new();
    private readonly Channel<bool> _signal = System.Threading.Channels.Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly CancellationTokenSource _stop = new();
    private DuePosition _position = DuePosition.Start;
    private bool _full;
    private long _next = long.MaxValue; // What the loop sleeps until, in ticks.
    private Task _loop = Task.CompletedTask;

    /// <summary>Starts looking, from the oldest on.</summary>
    public void Start() => _loop = Task.Run(RunAsync);

    /// <summary>Stops looking; what is due stays in the index.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
    }

    /// <summary>Looks again at what is due since a time.</summary>
    public void GoBack(DateTimeOffset since)
    {
        _back.Enqueue(since);
        _signal.Writer.TryWrite(true);
    }

    /// <summary>Something comes due that may be sooner than anything known.</summary>
    public void Notice(DateTimeOffset due)
    {
        if (due.UtcTicks < Volatile.Read(ref _next))
        {
            _signal.Writer.TryWrite(true);
        }
    }

    public void Dispose() => _stop.Dispose();

    private async Task RunAsync()
    {
        using var alarm = new Alarm(clock, () => _signal.Writer.TryWrite(true));
        var over = clock.Now() + every;
        try
        {
            while (true)
            {
                if (clock.Now() >= over)
                {
                    (_position, _full, over) = (DuePosition.Start, false, clock.Now() + every);
                }

                // Set before looking, so that an offer in between signals.
                Volatile.Write(ref _next, long.MaxValue);
                var next = await LookAsync().ConfigureAwait(false);
                next = next < over ? next : over;
                Volatile.Write(ref _next, next.UtcTicks);
                alarm.Set(next);
                await _signal.Reader.ReadAsync(_stop.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // Stopped.
        }
    }

    /// <summary>Hands on what is due; when to look again.</summary>
    private async Task<DateTimeOffset> LookAsync()
    {
        try
        {
            GoBack();
            while (!_full && await PageAsync().ConfigureAwait(false))
            {
                GoBack();
            }

            return _full ? DateTimeOffset.MaxValue
                : await store.NextDueAsync(lane, _position, _stop.Token).ConfigureAwait(false) ?? DateTimeOffset.MaxValue;
        }
        catch (Exception exception) when (!_stop.IsCancellationRequested)
        {
            // The type alone: a storage's own words may quote its address.
            log.LogError("What is due in {Lane} could not be read ({Type}); it is looked for again", lane, exception.GetType().Name);
            return clock.Now() + RestAfterFailure;
        }
    }

    private void GoBack()
    {
        while (_back.TryDequeue(out var since))
        {
            var before = DuePosition.Before(since);
            _position = _position.IsAfter(before) ? before : _position;
            _full = false;
        }
    }

    /// <summary>One page; whether there may be another.</summary>
    private async Task<bool> PageAsync()
    {
        var page = await store.DueAsync(lane, _position, clock.Now(), Page, _stop.Token).ConfigureAwait(false);
        foreach (var row in page)
        {
            if (!await take(row).ConfigureAwait(false))
            {
                _full = true; // The rest is asked for, from here on.
                return false;
            }

            _position = row.Position;
        }

        return page.Count == Page;
    }
}
