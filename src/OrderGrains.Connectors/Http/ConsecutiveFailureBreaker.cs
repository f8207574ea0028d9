using Polly;
using Polly.CircuitBreaker;

namespace OrderGrains.Connectors;

/// <summary>
/// Opens after a number of failures in a row, stays open for a while, then lets one call through as a probe: its success
/// closes, its failure opens for another while. Polly's own breaker counts a ratio over a window and so never opens for a
/// target that is called rarely.
/// </summary>
/// <remarks>
/// Failures are HTTP 5xx and 408, timeouts and transport errors. Any other answer, 429 too, shows a target that lives.
/// Calls that are not let through end with <see cref="BrokenCircuitException"/>, which says for how long.
/// </remarks>
internal sealed class ConsecutiveFailureBreaker(TargetLimits limits, TimeProvider clock) : ResilienceStrategy<HttpResponseMessage>
{
    /// <summary>What a caller is told to wait while a probe is under way.</summary>
    public static readonly TimeSpan ProbeWait = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();

    // Under the gate. Open exactly while _openUntil is set; probing only while open and past it.
    private int _failures;
    private DateTimeOffset? _openUntil;
    private bool _probing;

    private enum Verdict
    {
        Succeeded,
        Failed,
        Nothing,
    }

    /// <summary>Until when nothing is sent; null while closed. In the past where the next call is a probe.</summary>
    public DateTimeOffset? OpenUntil
    {
        get
        {
            lock (_gate)
            {
                return _openUntil;
            }
        }
    }

    /// <summary>Ends the wait of an open one: the next call is the probe.</summary>
    public void Lift()
    {
        lock (_gate)
        {
            _openUntil = _openUntil is null ? null : clock.GetUtcNow();
        }
    }

    /// <inheritdoc/>
    protected override async ValueTask<Outcome<HttpResponseMessage>> ExecuteCore<TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<HttpResponseMessage>>> callback, ResilienceContext context, TState state)
    {
        if (Refuse(out var probe) is { } wait)
        {
            return Polly.Outcome.FromException<HttpResponseMessage>(new BrokenCircuitException("The breaker is open.", wait));
        }

        var verdict = Verdict.Failed;
        try
        {
            var outcome = await callback(context, state).ConfigureAwait(context.ContinueOnCapturedContext);
            verdict = Judge(outcome, context.CancellationToken);
            return outcome;
        }
        finally
        {
            Record(verdict, probe);
        }
    }

    private TimeSpan? Refuse(out bool probe)
    {
        lock (_gate)
        {
            probe = false;
            if (_openUntil is not { } until)
            {
                return null;
            }

            var left = until - clock.GetUtcNow();
            if (left > TimeSpan.Zero)
            {
                return left;
            }

            if (_probing)
            {
                return ProbeWait;
            }

            probe = _probing = true;
            return null;
        }
    }

    private Verdict Judge(Outcome<HttpResponseMessage> outcome, CancellationToken caller) => outcome switch
    {
        { Exception: OperationCanceledException } when caller.IsCancellationRequested =>
            limits.GivenUpIsFailure ? Verdict.Failed : Verdict.Nothing,
        { Exception: not null } => Verdict.Failed,
        { Result: { } answer } when (int)answer.StatusCode is >= 500 or 408 => Verdict.Failed,
        _ => Verdict.Succeeded,
    };

    /// <summary>Takes note of a call. While open only the probe counts: the others were sent before it opened.</summary>
    private void Record(Verdict verdict, bool probe)
    {
        lock (_gate)
        {
            _probing &= !probe;
            if (verdict == Verdict.Nothing || (_openUntil is not null && !probe))
            {
                return;
            }

            _failures = verdict == Verdict.Failed ? _failures + 1 : 0;
            _openUntil = _failures >= limits.FailuresToOpen ? clock.GetUtcNow() + limits.OpenFor : null;
        }
    }
}
