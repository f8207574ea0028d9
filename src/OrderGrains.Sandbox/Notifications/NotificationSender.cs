using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace OrderGrains.Sandbox.Notifications;

/// <summary>Posts notifications as they fall due, one at a time per order, until the host stops.</summary>
internal sealed class NotificationSender(
    NotificationOutbox outbox, SandboxOptions options, TimeProvider time, ILogger<NotificationSender> log) : BackgroundService
{
    // Not from the client factory, whose log would show the URLs and with them the secrets in their paths. The trace is that of what caused it.
    private readonly HttpClient _hub = new(options.NotificationHandler?.Invoke()
        ?? new SocketsHttpHandler { ActivityHeadersPropagator = null, AllowAutoRedirect = false, UseCookies = false })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public override void Dispose()
    {
        _hub.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.WhenAll(Enumerable.Range(0, NotificationOutbox.LaneCount).Select(lane => RunAsync(lane, stoppingToken)));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The end of a host, which takes it for a failure where it comes before the host's start is complete.
        }
    }

    private async Task RunAsync(int lane, CancellationToken stopping)
    {
        await foreach (var notification in outbox.Lane(lane).ReadAllAsync(stopping))
        {
            var failure = await SendAsync(notification, stopping);
            if (failure is null)
            {
                outbox.Delivered();
            }
            else if (!outbox.Failed(notification))
            {
                log.LogWarning(
                    "{Target} gave up notifying {Operation} of {Key} after {Attempts} attempts: {Failure}",
                    notification.Target, notification.Operation, notification.Key, notification.Attempt, failure);
            }
        }
    }

    /// <summary>Null when the hub answered 2xx, otherwise why not.</summary>
    private async Task<string?> SendAsync(Notification notification, CancellationToken stopping)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, notification.Url);
        request.Content = new StringContent(notification.Body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        if (notification.Header is { } header)
        {
            request.Headers.TryAddWithoutValidation(header.Key, header.Value);
        }

        if (notification.Trace is { } trace)
        {
            request.Headers.TryAddWithoutValidation("traceparent", trace);
        }

        using var timeout = new CancellationTokenSource(options.NotificationTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, stopping);
        try
        {
            using var response = await _hub.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            return response.IsSuccessStatusCode ? null : $"HTTP {(int)response.StatusCode}";
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            return "no answer in time";
        }
        catch (Exception exception) when (!stopping.IsCancellationRequested)
        {
            return exception.GetType().Name;
        }
    }
}
