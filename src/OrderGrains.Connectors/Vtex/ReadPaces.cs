using System.Collections.Concurrent;

namespace OrderGrains.Connectors;

/// <summary>
/// Spaces the reads of VTEX's orders evenly, account by account, whichever tenants share one: VTEX counts them by account
/// (6,000 a minute; developers.vtex.com, Orders API, Get order). A read waits for its turn inside its call, so that at most as
/// many wait as calls may be under way, and nothing else of the target is held up.
/// </summary>
public sealed class ReadPaces(TimeProvider clock)
{
    private readonly ConcurrentDictionary<string, Pace> _accounts = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Completes when the account's next read may be sent.</summary>
    /// <param name="account">VTEX's account.</param>
    /// <param name="perMinute">Its limit; null for none.</param>
    /// <param name="cancellationToken">Gives the turn up; it is not given to another read.</param>
    public Task WaitAsync(string account, int? perMinute, CancellationToken cancellationToken)
    {
        if (perMinute is not { } limit)
        {
            return Task.CompletedTask;
        }

        var wait = _accounts.GetOrAdd(account, static _ => new()).Take(clock.GetUtcNow(), TimeSpan.FromMinutes(1) / limit);
        return wait > TimeSpan.Zero ? Task.Delay(wait, clock, cancellationToken) : Task.CompletedTask;
    }

    private sealed class Pace
    {
        private readonly Lock _gate = new();
        private DateTimeOffset _next;

        public TimeSpan Take(DateTimeOffset now, TimeSpan interval)
        {
            lock (_gate)
            {
                var turn = _next > now ? _next : now;
                _next = turn + interval;
                return turn - now;
            }
        }
    }
}

/// <summary>Has every attempt at a read, the repeats too, wait for its turn; lets everything else pass.</summary>
internal sealed class PacedReads(ReadPaces paces, Func<VtexSettings?> settings) : DelegatingHandler
{
    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Options.TryGetValue(RepeatRule.IsRead, out var read) && read && settings() is { } vtex)
        {
            await paces.WaitAsync(vtex.Account, vtex.ReadsPerMinute, cancellationToken).ConfigureAwait(false);
        }

        return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
    }
}
