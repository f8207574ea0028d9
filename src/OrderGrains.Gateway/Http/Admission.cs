using System.Collections.Frozen;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace OrderGrains.Gateway.Http;

/// <summary>
/// How many webhooks of known senders are under way, of all and of each tenant, and how many of a tenant come in a second. What is beyond is refused before its body is
/// read, so that one tenant that sends too much takes nothing from the others (docs/security.md, "Known senders"). Webhooks also pile up where the hub is slow,
/// so too many at once are answered 503; only the sender's own pace is answered 429.
/// </summary>
internal sealed class Admission : IDisposable
{
    private readonly ConcurrencyLimiter _all;
    private readonly FrozenDictionary<string, TenantAdmission> _tenants;

    public Admission(OrderGrainsSettings settings, TimeProvider time, ILogger<Admission> log)
    {
        _all = AtOnce(settings.Webhooks.AtOnce);
        _tenants = settings.Tenants.Keys.ToFrozenDictionary(
            tenant => tenant, tenant => new TenantAdmission(AtOnce(settings.Webhooks.AtOnceOfTenant), Rate(settings.Webhooks.PerSecondOfTenant), new(tenant, time, log)));
    }

    /// <summary>Lets a webhook in until what is returned is disposed, or says why not.</summary>
    /// <param name="tenant">A tenant of the settings.</param>
    public Admitted Enter(string tenant)
    {
        var own = _tenants[tenant];
        var ofTenant = own.AtOnce.AttemptAcquire();
        if (!ofTenant.IsAcquired)
        {
            own.Refused.Count("at once");
            return new(StatusCodes.Status503ServiceUnavailable, TimeSpan.Zero);
        }

        var ofAll = _all.AttemptAcquire();
        if (!ofAll.IsAcquired)
        {
            ofTenant.Dispose();
            own.Refused.Count("at once, of all tenants");
            return new(StatusCodes.Status503ServiceUnavailable, TimeSpan.Zero);
        }

        if (own.PerSecond?.AttemptAcquire() is { IsAcquired: false } late)
        {
            ofAll.Dispose();
            ofTenant.Dispose();
            own.Refused.Count("a second");
            return new(StatusCodes.Status429TooManyRequests, late.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.Zero);
        }

        return new(ofTenant, ofAll);
    }

    public void Dispose()
    {
        _all.Dispose();
        foreach (var tenant in _tenants.Values)
        {
            tenant.AtOnce.Dispose();
            tenant.PerSecond?.Dispose();
        }
    }

    private static ConcurrencyLimiter AtOnce(int most) => new(new() { PermitLimit = most, QueueLimit = 0 });

    /// <summary>A second's worth may come at once.</summary>
    private static TokenBucketRateLimiter? Rate(int? perSecond) => perSecond is not { } most ? null : new(new()
    {
        TokenLimit = most,
        TokensPerPeriod = Math.Max(1, most / 10),
        ReplenishmentPeriod = TimeSpan.FromSeconds(Math.Max(1, most / 10) / (double)most),
        QueueLimit = 0,
    });

    private sealed record TenantAdmission(ConcurrencyLimiter AtOnce, TokenBucketRateLimiter? PerSecond, RefusedCount Refused);

    /// <summary>Tells the first refusal of a minute at once, and the others as one line with their count.</summary>
    private sealed class RefusedCount(string tenant, TimeProvider time, ILogger log)
    {
        private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

        private readonly Lock _gate = new();
        private ITimer? _timer;
        private int _more;

        public void Count(string bound)
        {
            lock (_gate)
            {
                if (_timer is not null)
                {
                    _more++;
                    return;
                }

                _timer = time.CreateTimer(_ => Tell(), null, Minute, Timeout.InfiniteTimeSpan);
            }

            log.LogWarning("Refused a webhook of tenant {Tenant}: more than may come {Bound}", tenant, bound);
        }

        private void Tell()
        {
            int more;
            lock (_gate)
            {
                (more, _more) = (_more, 0);
                _timer?.Dispose();
                _timer = null;
            }

            if (more > 0)
            {
                log.LogWarning("Refused {Count} more webhooks of tenant {Tenant} within that minute", more, tenant);
            }
        }
    }
}

/// <summary>What <see cref="Admission"/> says of a webhook; disposed when its answer is written.</summary>
internal readonly struct Admitted : IDisposable
{
    private readonly RateLimitLease? _ofTenant;
    private readonly RateLimitLease? _ofAll;

    /// <summary>It is let in.</summary>
    public Admitted(RateLimitLease ofTenant, RateLimitLease ofAll) => (_ofTenant, _ofAll) = (ofTenant, ofAll);

    /// <summary>It is not.</summary>
    /// <param name="status">429 where the tenant sends too fast, 503 where too many wait.</param>
    /// <param name="retryAfter">How long the sender is to wait; a second at least.</param>
    public Admitted(int status, TimeSpan retryAfter) => (Status, RetryAfter) = (status, retryAfter);

    /// <summary>The status of the refusal; 0 where it is let in.</summary>
    public int Status { get; }

    /// <summary>How long the sender is to wait.</summary>
    public TimeSpan RetryAfter { get; }

    public void Dispose()
    {
        _ofAll?.Dispose();
        _ofTenant?.Dispose();
    }
}
