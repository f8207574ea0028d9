using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace OrderGrains.Gateway.Http;

/// <summary>
/// Refuses requests that show a wrong key or none. The first of a minute is told at once and the others as one line with their count. An address that sends
/// many waits for each further refusal. A good key is never looked at here, so that nobody can lock a sender out.
/// </summary>
/// <param name="refusals">How a refusal is told.</param>
/// <param name="time">For minutes and waits.</param>
/// <param name="log">Where the count is told.</param>
internal sealed class WrongKeys(Refusals refusals, TimeProvider time, ILogger<WrongKeys> log)
{
    /// <summary>Wrong keys a minute that an address is answered at once.</summary>
    public const int Free = 20;

    /// <summary>Refusals that wait at one time; what comes beyond them is answered 429.</summary>
    public const int MostWaiting = 256;

    /// <summary>What a refusal waits beyond <see cref="Free"/>.</summary>
    public static readonly TimeSpan Slowed = TimeSpan.FromSeconds(1);

    private const int MostAddresses = 10_000; // What comes from more is counted as one.

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<IPAddress, int> _counts = [];
    private ITimer? _timer;
    private int _waiting;

    /// <summary>401, perhaps after a while; 429 with <c>Retry-After</c> where too many wait.</summary>
    public async ValueTask<IResult> RefuseAsync(HttpContext http)
    {
        var (ofAddress, isFirst) = Count(SenderAddress.Of(http.Connection.RemoteIpAddress));
        var refusal = isFirst ? refusals.Refuse(http, StatusCodes.Status401Unauthorized) : Refusals.Problem(StatusCodes.Status401Unauthorized);
        if (ofAddress <= Free)
        {
            return refusal;
        }

        if (Interlocked.Increment(ref _waiting) > MostWaiting)
        {
            Interlocked.Decrement(ref _waiting);
            http.Response.Headers.RetryAfter = "60";
            return Refusals.Problem(StatusCodes.Status429TooManyRequests);
        }

        try
        {
            await Task.Delay(Slowed, time, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        finally
        {
            Interlocked.Decrement(ref _waiting);
        }

        return refusal;
    }

    /// <summary>How many came of the address within this minute, and whether this is the first of any.</summary>
    private (int OfAddress, bool IsFirst) Count(IPAddress address)
    {
        lock (_gate)
        {
            var isFirst = _timer is null;
            _timer ??= time.CreateTimer(_ => Tell(), null, Minute, Timeout.InfiniteTimeSpan);
            var key = _counts.ContainsKey(address) || _counts.Count < MostAddresses ? address : IPAddress.None;
            _counts[key] = _counts.GetValueOrDefault(key) + 1;
            return (_counts[key], isFirst);
        }
    }

    /// <summary>The minute is over.</summary>
    private void Tell()
    {
        int count;
        int addresses;
        KeyValuePair<IPAddress, int> most;
        lock (_gate)
        {
            (count, addresses, most) = (_counts.Values.Sum(), _counts.Count, _counts.MaxBy(one => one.Value));
            _counts.Clear();
            _timer?.Dispose();
            _timer = null;
        }

        if (count > 1)
        {
            log.LogWarning("Refused {Count} requests without a good key within a minute, from {Addresses} addresses, {Most} of them from {Remote}", count, addresses, most.Value, most.Key);
        }
    }
}
