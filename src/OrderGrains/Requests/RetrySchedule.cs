using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace OrderGrains;

/// <summary>
/// When a failed request is tried again: exponential from <paramref name="FirstDelay"/> to <paramref name="MaxDelay"/> with
/// full jitter, until the waits add up to <paramref name="Horizon"/>. Time during which nothing was tried (stopped, paused,
/// behind an open breaker) is not in those waits and so never parks anything.
/// </summary>
/// <param name="FirstDelay">Upper bound of the first wait.</param>
/// <param name="MaxDelay">Upper bound of any wait, also of one that the target asks for.</param>
/// <param name="Horizon">Sum of waits after which a request is parked.</param>
/// <param name="ResultTimeout">How long a result that the target owes us is awaited before it is read.</param>
public sealed record RetrySchedule(TimeSpan FirstDelay, TimeSpan MaxDelay, TimeSpan Horizon, TimeSpan ResultTimeout)
{
    /// <summary>Two seconds to one hour, over three days; results are awaited fifteen minutes.</summary>
    public static readonly RetrySchedule Default = new(
        TimeSpan.FromSeconds(2), TimeSpan.FromHours(1), TimeSpan.FromDays(3), TimeSpan.FromMinutes(15));

    /// <summary>The wait after an attempt; null where the horizon is reached.</summary>
    /// <param name="requestId">Seeds the jitter, so that the same attempt always waits the same.</param>
    /// <param name="attempts">Attempts made so far, at least 1.</param>
    /// <param name="waited">Waits so far.</param>
    /// <param name="retryAfter">What the target asked for; honoured where longer, up to <see cref="MaxDelay"/>.</param>
    public TimeSpan? DelayAfter(string requestId, int attempts, TimeSpan waited, TimeSpan? retryAfter = null)
    {
        if (waited >= Horizon)
        {
            return null;
        }

        var doublings = Math.Clamp(attempts - 1, 0, 40);
        var cap = Math.Min(FirstDelay.Ticks * Math.Pow(2, doublings), MaxDelay.Ticks);
        var delay = TimeSpan.FromTicks((long)(cap * Jitter(requestId, attempts)));
        var asked = retryAfter is { } after ? TimeSpan.FromTicks(Math.Min(after.Ticks, MaxDelay.Ticks)) : TimeSpan.Zero;
        return delay > asked ? delay : asked;
    }

    /// <summary>A number in [0, 1) that depends on nothing but its arguments.</summary>
    private static double Jitter(string requestId, int attempts)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{requestId}#{attempts}"), hash);
        return (BinaryPrimitives.ReadUInt64LittleEndian(hash) >> 11) * (1.0 / (1UL << 53));
    }
}
