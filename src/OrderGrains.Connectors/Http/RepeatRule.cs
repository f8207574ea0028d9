using Polly;

namespace OrderGrains.Connectors;

/// <summary>
/// What is repeated at once: what failed before it was sent, and reads that failed in passing. Everything else waits for the
/// order's own schedule, since a repeat might do it twice.
/// </summary>
internal static class RepeatRule
{
    /// <summary>The request of a pipeline's execution.</summary>
    public static readonly ResiliencePropertyKey<HttpRequestMessage> Request = new("request");

    /// <summary>Marks a request that changes nothing at its target.</summary>
    public static readonly HttpRequestOptionsKey<bool> IsRead = new("read");

    /// <summary>Whether an attempt may be repeated at once.</summary>
    public static bool Allows(ResilienceContext context, Outcome<HttpResponseMessage> outcome) =>
        outcome.Exception is { } exception && FailedBeforeSent(exception)
        || (context.Properties.TryGetValue(Request, out var request)
            && request!.Options.TryGetValue(IsRead, out var read)
            && read
            && (outcome.Exception is HttpRequestException || (int?)outcome.Result?.StatusCode is 408 or 500 or 502 or 504));

    /// <summary>Whether nothing of the request can have reached the target.</summary>
    public static bool FailedBeforeSent(Exception exception) => exception is HttpRequestException
    {
        HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError
            or HttpRequestError.ProxyTunnelError,
    };
}
