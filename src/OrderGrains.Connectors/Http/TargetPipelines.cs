using System.Collections.Concurrent;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Logging.Abstractions;
using Polly;
using Polly.RateLimiting;
using Polly.Retry;

namespace OrderGrains.Connectors;

/// <summary>
/// One resilience pipeline per tenant and target, kept for the life of the process: a limit of calls at a time, then a
/// breaker that counts whole calls, then repeats at once, then a timeout for each attempt. Polly's meter counts and times them, by
/// target (<c>pipeline.name</c>) and tenant (<c>pipeline.instance</c>).
/// </summary>
public sealed class TargetPipelines
{
    private readonly ConcurrentDictionary<(string Tenant, string Target), Entry> _entries = new();
    private readonly TimeProvider _clock;

    /// <summary>Made with the clock of timeouts, waits and breakers.</summary>
    public TargetPipelines(TimeProvider clock) => _clock = clock;

    /// <summary>The breakers that are open, or wait for a probe.</summary>
    public IReadOnlyList<OpenBreaker> OpenBreakers() =>
        [.. from entry in _entries
            let until = entry.Value.Breaker.OpenUntil
            where until is not null
            orderby entry.Key
            select new OpenBreaker(entry.Key.Tenant, entry.Key.Target, until.Value)];

    /// <summary>Lets the next call through an open breaker, as its probe: somebody says that the target is there again.</summary>
    internal void Lift(string tenant, string target)
    {
        if (_entries.TryGetValue((tenant, target), out var entry))
        {
            entry.Breaker.Lift();
        }
    }

    internal ResiliencePipeline<HttpResponseMessage> For(string tenant, string target) =>
        _entries.GetOrAdd((tenant, target), static (key, clock) => Build(key.Tenant, key.Target, clock), _clock).Pipeline;

    private static Entry Build(string tenant, string target, TimeProvider clock)
    {
        var limits = TargetLimits.For(target);
        var breaker = new ConsecutiveFailureBreaker(limits, clock);
        var limiter = new ConcurrencyLimiter(new() { PermitLimit = limits.Concurrency, QueueLimit = limits.Queue });
        var pipeline = new ResiliencePipelineBuilder<HttpResponseMessage> { TimeProvider = clock, Name = target, InstanceName = tenant }
            // Metrics alone: lanes log what becomes of a call, and Polly's own lines would quote exceptions.
            .ConfigureTelemetry(NullLoggerFactory.Instance)
            .AddRateLimiter(new RateLimiterStrategyOptions { RateLimiter = args => limiter.AcquireAsync(1, args.Context.CancellationToken) })
            .AddStrategy(_ => breaker)
            .AddRetry(new RetryStrategyOptions<HttpResponseMessage>
            {
                MaxRetryAttempts = limits.Repeats,
                Delay = limits.RepeatDelay,
                BackoffType = DelayBackoffType.Exponential,
                ShouldHandle = static attempt => ValueTask.FromResult(RepeatRule.Allows(attempt.Context, attempt.Outcome)),
            })
            .AddTimeout(limits.AttemptTimeout)
            .Build();
        return new(pipeline, breaker);
    }

    private sealed record Entry(ResiliencePipeline<HttpResponseMessage> Pipeline, ConsecutiveFailureBreaker Breaker);
}

/// <summary>A breaker that is open.</summary>
/// <param name="Tenant">The retailer.</param>
/// <param name="Target">One of <see cref="OrderGrains.Target"/>.</param>
/// <param name="Until">When a probe is let through; in the past where the next call is the probe.</param>
public sealed record OpenBreaker(string Tenant, string Target, DateTimeOffset Until);
