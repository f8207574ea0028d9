namespace OrderGrains.Silo;

/// <summary>Holds calls to this process until it listens, and sends them to the port that it got.</summary>
internal sealed class SelfCalls(SelfAddress self) : DelegatingHandler
{
    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri is { } uri && uri.Authority == self.Configured.Authority)
        {
            var listening = await self.Listening.WaitAsync(cancellationToken);
            request.RequestUri = new(listening, uri.PathAndQuery);
        }

        return await base.SendAsync(request, cancellationToken);
    }
}
