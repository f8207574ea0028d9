using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace OrderGrains.Benchmarks.Servers;

/// <summary>A VTEX that has no order, takes each and says so, and counts.</summary>
internal sealed class VtexServer : IAsyncDisposable
{
    private readonly WebApplication _app = Listening.Build();
    private int _inFlight;
    private int _most;
    private int _placed;
    private int _read;

    public Uri Address => new(_app.Urls.First());

    /// <summary>Calls under way at once, at most.</summary>
    public int Most => Volatile.Read(ref _most);

    /// <summary>Orders placed.</summary>
    public int Placed => Volatile.Read(ref _placed);

    /// <summary>Orders asked for.</summary>
    public int Read => Volatile.Read(ref _read);

    public async Task StartAsync()
    {
        _app.MapGet("/api/oms/pvt/orders/{id}", () => CountAsync(() =>
        {
            Interlocked.Increment(ref _read);
            return Results.NotFound();
        }));
        _app.MapPost("/api/order-integration/orders", () => CountAsync(() =>
        {
            Interlocked.Increment(ref _placed);
            return Results.Content(
                """{"success":true,"fields":{"mainOrderId":null},"flow":"PlaceOrder","code":"SOI003","message":"Enqueued","operationId":null}""",
                "application/json");
        }));
        await _app.StartAsync();
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task<IResult> CountAsync(Func<IResult> answer)
    {
        var now = Interlocked.Increment(ref _inFlight);
        for (var most = Most; now > most && Interlocked.CompareExchange(ref _most, now, most) != most; most = Most)
        {
        }

        await Task.Yield();
        Interlocked.Decrement(ref _inFlight);
        return answer();
    }
}
