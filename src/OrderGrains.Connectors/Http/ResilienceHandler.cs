using Polly;

namespace OrderGrains.Connectors;

/// <summary>
/// Sends through the target's pipeline. An attempt includes its answer's body, read up to a bound, so that a body that never
/// ends runs into the attempt's timeout and counts for the breaker.
/// </summary>
internal sealed class ResilienceHandler(ResiliencePipeline<HttpResponseMessage> pipeline, int maxBody) : DelegatingHandler
{
    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(RepeatRule.Request, request);
        try
        {
            return await pipeline.ExecuteAsync(
                static (context, call) => call.Self.AttemptAsync(call.Request, context.CancellationToken),
                context,
                (Self: this, Request: request)).ConfigureAwait(false);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private async ValueTask<HttpResponseMessage> AttemptAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage answer;
        try
        {
            answer = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (e.InnerException is TimeoutException && !cancellationToken.IsCancellationRequested)
        {
            // SocketsHttpHandler's ConnectTimeout, which is no cancellation of ours: nothing was sent.
            throw new HttpRequestException(HttpRequestError.ConnectionError, "No connection in time.", e);
        }

        try
        {
            var body = await ReadAsync(answer.Content, cancellationToken).ConfigureAwait(false);
            answer.Content = new ByteArrayContent(body);
            return answer;
        }
        catch
        {
            answer.Dispose();
            throw;
        }
    }

    private async Task<byte[]> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        using var body = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        using var kept = new MemoryStream();
        var buffer = new byte[8192];
        while (kept.Length < maxBody)
        {
            var room = (int)Math.Min(buffer.Length, maxBody - kept.Length);
            var read = await body.ReadAsync(buffer.AsMemory(0, room), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                break;
            }

            kept.Write(buffer, 0, read);
        }

        return kept.ToArray();
    }
}
