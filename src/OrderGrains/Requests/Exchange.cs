namespace OrderGrains;

/// <summary>What crossed the wire in one call, for the log. No credentials: a route without its query and headers.</summary>
/// <param name="Route">Method and path without secrets, such as <c>POST /api/order-integration/orders</c>.</param>
/// <param name="Sent">Body sent; empty where none was.</param>
/// <param name="StatusCode">HTTP status; null where no answer came.</param>
/// <param name="Received">Body received, cut to 64 KB.</param>
/// <param name="Elapsed">From send to answer.</param>
public sealed record Exchange(string Route, ReadOnlyMemory<byte> Sent, int? StatusCode, ReadOnlyMemory<byte> Received, TimeSpan Elapsed)
{
    /// <summary>Whether the order is only observed: what would have been sent was not, and what came is what the target would say where all goes well.</summary>
    public bool Observed { get; init; }
}
