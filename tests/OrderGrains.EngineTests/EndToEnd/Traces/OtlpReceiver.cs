using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace OrderGrains.EngineTests.EndToEnd.Traces;

/// <summary>A collector: takes what is sent by OTLP over HTTP, and keeps the spans.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;

    public OtlpReceiver()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _app = builder.Build();
        _app.MapPost("/v1/{signal}", TakeAsync);
        _app.Start();
    }

    /// <summary>Where it listens.</summary>
    public Uri Address => new(_app.Urls.Single());

    /// <summary>Every span that came.</summary>
    public ConcurrentQueue<SentSpan> Spans { get; } = [];

    /// <summary>Every body, as it came.</summary>
    public ConcurrentQueue<(string Signal, byte[] Body)> Bodies { get; } = [];

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task<IResult> TakeAsync(HttpContext http, string signal)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        var bytes = body.ToArray();
        Bodies.Enqueue((signal, bytes));
        if (signal == "traces")
        {
            foreach (var span in SentSpan.Read(bytes))
            {
                Spans.Enqueue(span);
            }
        }

        return Results.Bytes([], "application/x-protobuf");
    }
}
