using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using OrderGrains.Gateway.Operations;

namespace OrderGrains.Gateway.Console.Orders;

/// <summary>
/// Tells an open page, as server-sent events, that its order has changed; the page then asks for itself. A page that nobody looks at costs a read every
/// <see cref="Pace"/>, and no more than <see cref="Longest"/>: then its browser asks again, and shows its session.
/// </summary>
internal sealed class OrderLive(IOrderEngine engine, TimeProvider clock, IHostApplicationLifetime? lifetime = null)
{
    /// <summary>Between two looks.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromSeconds(2);

    /// <summary>How long one answer goes on.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    /// <summary>Pages that are told at once in a process; a further one is told nothing, and is as it is without script.</summary>
    public const int Most = 100;

    private static readonly byte[] StillHere = ":\n\n"u8.ToArray();

    private int _told;

    /// <summary>Tells of each version that is not the one that the page shows.</summary>
    public async Task<IResult> TellAsync(HttpContext http, int version)
    {
        if (ActionRoutes.OrderOf(http) is not { } id || await engine.ReadAsync(id, http.RequestAborted) is null)
        {
            return Results.NoContent(); // Which tells the browser not to ask again.
        }

        try
        {
            if (Interlocked.Increment(ref _told) > Most)
            {
                return Results.NoContent();
            }

            using var ends = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, lifetime?.ApplicationStopping ?? default);
            http.Response.ContentType = "text/event-stream";
            await TellAsync(http, id, version, ends.Token);
        }
        catch (Exception e) when (e is OperationCanceledException or EngineUnavailableException)
        {
            // The page was left, or the hub does not serve: the answer has begun, so that it can only end. The browser asks again.
        }
        finally
        {
            Interlocked.Decrement(ref _told);
        }

        return Results.Empty;
    }

    private async Task TellAsync(HttpContext http, OrderId id, int shown, CancellationToken cancellationToken)
    {
        var started = clock.GetTimestamp();
        while (clock.GetElapsedTime(started) < Longest)
        {
            var version = (await engine.ReadAsync(id, cancellationToken))?.Record.Version ?? 0;
            await http.Response.Body.WriteAsync(version == shown ? StillHere : Encoding.ASCII.GetBytes($"event: changed\ndata: {version}\n\n"), cancellationToken);
            await http.Response.Body.FlushAsync(cancellationToken);
            shown = version;
            await Task.Delay(Pace, clock, cancellationToken);
        }
    }
}
