using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace OrderGrains.EngineTests.Deploy;

/// <summary>A gateway as a proxy sees it: it answers with its own address and what was asked of it, unless a test has it answer otherwise.</summary>
internal sealed class StandInGateway : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _asked;

    private StandInGateway(WebApplication app, IPAddress address)
    {
        _app = app;
        Answer = http => http.Response.WriteAsync($"{address} {http.Features.Get<IHttpRequestFeature>()!.RawTarget}");
    }

    /// <summary>What it answers.</summary>
    public Func<HttpContext, Task> Answer { get; set; }

    /// <summary>How many requests reached it.</summary>
    public int Asked => Volatile.Read(ref _asked);

    public static async Task<StandInGateway> StartAsync(IPAddress address, int port)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://{address}:{port}");
        var gateway = new StandInGateway(builder.Build(), address);
        gateway._app.Run(http =>
        {
            Interlocked.Increment(ref gateway._asked);
            return gateway.Answer(http);
        });
        await gateway._app.StartAsync();
        return gateway;
    }

    /// <summary>Answers with what the proxy says of the sender: address and scheme.</summary>
    public static Task TellForwarded(HttpContext http) =>
        http.Response.WriteAsync($"{http.Request.Headers["X-Forwarded-For"]} {http.Request.Headers["X-Forwarded-Proto"]}");

    /// <summary>Answers nothing as long as it is waited for, as a process that is frozen does.</summary>
    public void FallSilent() => Answer = http => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, http.RequestAborted);

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
