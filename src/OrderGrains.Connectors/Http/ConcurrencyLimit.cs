using System.Threading.RateLimiting;
using Polly;

namespace OrderGrains.Connectors;

/// <summary>At most so many calls at a time, and so many that wait; one more ends with <see cref="TargetBusyException"/>.</summary>
internal sealed class ConcurrencyLimit(ConcurrencyLimiter limiter) : ResilienceStrategy<HttpResponseMessage>
{
    /// <inheritdoc/>
    protected override async ValueTask<Outcome<HttpResponseMessage>> ExecuteCore<TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<HttpResponseMessage>>> callback, ResilienceContext context, TState state)
    {
        try
        {
            using var lease = await limiter.AcquireAsync(1, context.CancellationToken).ConfigureAwait(context.ContinueOnCapturedContext);
            return lease.IsAcquired
                ? await callback(context, state).ConfigureAwait(context.ContinueOnCapturedContext)
                : Polly.Outcome.FromException<HttpResponseMessage>(new TargetBusyException());
        }
        catch (OperationCanceledException cancelled)
        {
            return Polly.Outcome.FromException<HttpResponseMessage>(cancelled);
        }
    }
}

/// <summary>Too many calls wait for the target already; nothing was sent.</summary>
internal sealed class TargetBusyException() : Exception("Too many calls wait for this target.");
