using System.Net;
using Polly.CircuitBreaker;
using Polly.RateLimiting;
using Polly.Timeout;

namespace OrderGrains.Connectors;

/// <summary>How a call ended, in the terms that all targets share. Vendors' own codes go before this where a body carries one.</summary>
internal static class Classification
{
    /// <summary>What 429 means where it does not say for how long (vendors' advice: a minute).</summary>
    public static readonly TimeSpan DefaultSlowDown = TimeSpan.FromMinutes(1);

    /// <summary>A call that got no answer.</summary>
    public static DeliveryResult Of(Exception exception) => exception switch
    {
        BrokenCircuitException broken => new NotTried(
            "The breaker is open after failures in a row.", broken.RetryAfter ?? ConsecutiveFailureBreaker.ProbeWait),
        RateLimiterRejectedException => new NotTried("Too many calls wait for this target.", ConsecutiveFailureBreaker.ProbeWait),
        TimeoutRejectedException => new DeliveryUnknown("TIMEOUT", "Sent, and no answer came in time."),
        HttpRequestException { InnerException: PrivateAddressException e } => new RetryLater("PRIVATE_ADDRESS", e.Message, DefaultSlowDown, SlowsTarget: true),
        HttpRequestException e when RepeatRule.FailedBeforeSent(e) => new RetryLater("NO_CONNECTION", Why(e.HttpRequestError)),
        _ => new DeliveryUnknown("BROKEN_CONNECTION", "The connection broke before the answer was whole."),
    };

    /// <summary>An answer; null where it is a success (2xx) and its body decides.</summary>
    /// <param name="status">The HTTP status.</param>
    /// <param name="retryAfter">What <c>Retry-After</c> asks for, as far as it is believed; null where it asks for nothing.</param>
    /// <param name="detail">What the body says, without personal data; null where it says nothing.</param>
    public static DeliveryResult? Of(HttpStatusCode status, TimeSpan? retryAfter, string? detail)
    {
        var code = $"HTTP {(int)status}";
        var error = Limits.Clip(detail ?? $"The target answered {code}.");
        return (int)status switch
        {
            >= 200 and < 300 => null,
            401 or 403 => new CredentialsRefused(code, error),
            429 => new RetryLater(code, error, retryAfter ?? DefaultSlowDown, SlowsTarget: true),
            503 => new RetryLater(code, error, retryAfter, SlowsTarget: retryAfter is not null),
            408 or >= 500 => new DeliveryUnknown(code, error),
            _ => new DeliveryRefused(code, error),
        };
    }

    /// <summary><c>Retry-After</c> as a time to wait, from seconds or from a date; never below zero, and believed up to a bound.</summary>
    public static TimeSpan? RetryAfter(HttpResponseMessage answer, DateTimeOffset now, TimeSpan longest)
    {
        var asked = answer.Headers.RetryAfter;
        var wait = asked?.Delta ?? (asked?.Date is { } date ? date - now : null);
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait > longest ? longest : wait;
    }

    /// <summary>A failure in one sentence, where no order has it.</summary>
    public static string Sentence(DeliveryResult failure) => failure switch
    {
        NotTried notTried => notTried.Why,
        RetryLater later => $"{later.Code}: {later.Error}",
        CredentialsRefused refused => $"{refused.Code}: {refused.Error}",
        DeliveryRefused refused => $"{refused.Code}: {refused.Error}",
        DeliveryUnknown unknown => $"{unknown.Code}: {unknown.Error}",
        _ => "The target did not answer.",
    };

    private static string Why(HttpRequestError error) => error switch
    {
        HttpRequestError.NameResolutionError => "The target's name could not be resolved; nothing was sent.",
        HttpRequestError.SecureConnectionError => "No secure connection to the target; nothing was sent.",
        _ => "The target takes no connection; nothing was sent.",
    };
}
