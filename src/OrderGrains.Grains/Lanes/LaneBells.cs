using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace OrderGrains.Grains;

/// <summary>
/// Rings for the orders of one silo. To each lane at most one call is under way; what comes meanwhile becomes one more look, a moment later. All of it may
/// fail: what is due stands in the index, and a reminder has every lane look there.
/// </summary>
internal sealed class LaneBells(IGrainFactory grains, ILogger<LaneBells> log) : ILaneBells
{
    /// <summary>The least between two looks of one lane that one silo asks for: a lane finds what came in between in one read.</summary>
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(5);

    private readonly ConcurrentDictionary<LaneName, Bell> _bells = new();

    /// <inheritdoc/>
    public void Ring(LaneName lane)
    {
        var bell = _bells.GetOrAdd(lane, static name => new(name));
        if (bell.Ring())
        {
            // Not from here: what an order calls would carry the order's own context along.
            ThreadPool.UnsafeQueueUserWorkItem(static its => _ = its.bells.TellAsync(its.bell), (bells: this, bell), preferLocal: false);
        }
    }

    private async Task TellAsync(Bell bell)
    {
        do
        {
            try
            {
                await grains.Lane(bell.Lane).LookAsync().ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                log.LogInformation("{Lane} did not hear that something may be due ({Type}); it finds it in its index", bell.Lane, exception.GetType().Name);
            }

            await Task.Delay(Between, TimeProvider.System).ConfigureAwait(false);
        }
        while (bell.RangAgain());
    }

    /// <summary>Whether a call to one lane is under way, and whether there is to be another.</summary>
    private sealed class Bell(LaneName lane)
    {
        private const int Silent = 0;
        private const int Rings = 1;
        private const int RingsAgain = 2;

        private int _state;

        public LaneName Lane => lane;

        /// <summary>Whether whoever asks is to call.</summary>
        public bool Ring()
        {
            while (true)
            {
                var was = Volatile.Read(ref _state);
                if (was == RingsAgain)
                {
                    return false;
                }

                if (Interlocked.CompareExchange(ref _state, was == Silent ? Rings : RingsAgain, was) == was)
                {
                    return was == Silent;
                }
            }
        }

        /// <summary>The call is over; whether another is to follow.</summary>
        public bool RangAgain()
        {
            var again = Interlocked.CompareExchange(ref _state, Silent, Rings) == RingsAgain;
            if (again)
            {
                Volatile.Write(ref _state, Rings); // Nobody else changes it while it rings again.
            }

            return again;
        }
    }
}
