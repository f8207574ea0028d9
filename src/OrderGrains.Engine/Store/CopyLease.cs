namespace OrderGrains.Engine;

/// <summary>Holds a store for a copy, by a lease that it renews until it is disposed. For stores that several processes can reach.</summary>
public sealed class CopyLease : IAsyncDisposable
{
    /// <summary>How long a store is held after the last renewal.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromSeconds(60);

    /// <summary>A silo that gave a sign of life within this time runs.</summary>
    public static readonly TimeSpan SiloRuns = TimeSpan.FromMinutes(2);

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(15);

    private readonly Func<Task<bool>> _renew;
    private readonly Func<Task> _release;
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _loop;
    private long _renewed;
    private volatile bool _lost;

    private CopyLease(Func<Task<bool>> renew, Func<Task> release, TimeProvider time, long asked)
    {
        (_renew, _release, _time, _renewed) = (renew, release, time, asked);
        _loop = RenewAsync();
    }

    /// <summary>Takes the lease.</summary>
    /// <param name="renew">Takes it or renews it for <see cref="Lasts"/>; false where another process holds it.</param>
    /// <param name="release">Gives it back.</param>
    /// <param name="time">The machine's clock.</param>
    /// <exception cref="InvalidOperationException">Another copy holds the store.</exception>
    public static async Task<CopyLease> TakeAsync(Func<Task<bool>> renew, Func<Task> release, TimeProvider time)
    {
        var asked = time.GetTimestamp();
        return await renew().ConfigureAwait(false)
            ? new(renew, release, time, asked)
            : throw new InvalidOperationException("Another copy holds the store. Wait for its end; after a crash it is free a minute later.");
    }

    /// <summary>Asked before each step.</summary>
    /// <exception cref="InvalidOperationException">The lease could not be renewed in time: silos may have started.</exception>
    public void Demand()
    {
        if (_lost || _time.GetElapsedTime(Interlocked.Read(ref _renewed)) >= Lasts)
        {
            throw new InvalidOperationException("The store could not be held any longer: silos may have started. Copy again.");
        }
    }

    /// <summary>Gives the lease back.</summary>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
        _end.Dispose();
        await _release().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // It ends by itself.
    }

    private async Task RenewAsync()
    {
        while (!_lost)
        {
            await Task.Delay(Every, _time, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_end.IsCancellationRequested)
            {
                return;
            }

            try
            {
                var asked = _time.GetTimestamp();
                _lost = !await _renew().ConfigureAwait(false);
                Interlocked.Exchange(ref _renewed, asked);
            }
            catch (Exception)
            {
                // The next try may do it before the lease ends; if none does, that is seen at the next step.
            }
        }
    }
}
