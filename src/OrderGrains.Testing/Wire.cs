using System.Collections.Concurrent;

namespace OrderGrains.Testing;

/// <summary>HTTP without sockets: hands requests to the test server, counts them, and breaks as a socket does.</summary>
internal sealed class Wire(Func<HttpMessageHandler> server) : HttpMessageHandler
{
    private readonly Lazy<HttpMessageInvoker> _server = new(() => new(server()));
    private readonly ConcurrentDictionary<string, int> _sent = new();
    private int _active;

    /// <summary>Requests under way.</summary>
    public int Active => Volatile.Read(ref _active);

    /// <summary>Most requests under way at once.</summary>
    public int MostActive { get; private set; }

    /// <summary>Requests sent, by method and the last word of the path.</summary>
    public IReadOnlyDictionary<string, int> Sent => _sent;

    public int Total => _sent.Values.Sum();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var segment = request.RequestUri!.Segments[^1].Contains("MKP", StringComparison.Ordinal) ? "{orderId}" : request.RequestUri.Segments[^1];
        _sent.AddOrUpdate($"{request.Method} {segment}", 1, static (_, count) => count + 1);
        MostActive = Math.Max(MostActive, Interlocked.Increment(ref _active));
        try
        {
            return await _server.Value.SendAsync(request, cancellationToken);
        }
        catch (Exception broken) when (!cancellationToken.IsCancellationRequested)
        {
            throw new HttpRequestException(HttpRequestError.ResponseEnded, "The connection broke.", broken);
        }
        finally
        {
            Interlocked.Decrement(ref _active);
        }
    }
}
