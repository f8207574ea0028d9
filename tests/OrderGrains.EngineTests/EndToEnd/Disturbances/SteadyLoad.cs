using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests.EndToEnd.Disturbances;

/// <summary>
/// A sender of 100 webhooks a second, whatever becomes of them: each when its time has come, and again, with the same body, until it is answered 2xx. An order is
/// told five statuses, a second apart, while 99 others are told theirs.
/// </summary>
/// <param name="hubs">Where they go, each try to the next of them.</param>
internal sealed class SteadyLoad(params Uri[] hubs) : IDisposable
{
    private const int PerSecond = 100;

    private static readonly int[] Statuses = [1, 2, 4, 5, 6];

    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(50);

    /// <summary>Between two tries where the answer names no time, at first; it doubles as far as the longest.</summary>
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(16);

    // Beyond what is promised, so that the longest answer is seen.
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(30) };
    private readonly ConcurrentQueue<Exchange> _exchanges = [];
    private readonly ConcurrentQueue<Task> _sending = [];
    private volatile bool _enough;
    private int _webhooks;

    /// <summary>All answers so far, and what got none.</summary>
    public IReadOnlyCollection<Exchange> Exchanges => _exchanges;

    /// <summary>Sends until <see cref="EndAsync"/>, and then what the orders still lack.</summary>
    public async Task RunAsync()
    {
        var started = TimeProvider.System.GetTimestamp();
        using var timer = new PeriodicTimer(Beat, TimeProvider.System);
        while (!_enough || _webhooks % (PerSecond * Statuses.Length) != 0)
        {
            await timer.WaitForNextTickAsync();
            for (var due = (int)(TimeProvider.System.GetElapsedTime(started).TotalSeconds * PerSecond); _webhooks < due; _webhooks++)
            {
                if (_enough && _webhooks % (PerSecond * Statuses.Length) == 0)
                {
                    break;
                }

                var (order, status) = (((_webhooks / (PerSecond * Statuses.Length)) * PerSecond) + (_webhooks % PerSecond), _webhooks / PerSecond % Statuses.Length);
                _sending.Enqueue(Task.Run(() => SendAsync(Sample.Opabox(Statuses[status], IdOf(order)))));
            }
        }
    }

    /// <summary>Sends no new orders, and waits until everything is answered 2xx.</summary>
    public async Task EndAsync(Task running)
    {
        _enough = true;
        await running;
        foreach (var webhook in _sending)
        {
            await Within.Reason(webhook, "every webhook is answered 2xx"); // Each has its time: what waited for the disturbance's end comes all at once.
        }
    }

    /// <summary>All that was told of each order is in its story, and each vendor has each effect once.</summary>
    /// <param name="read">Reads an order; null where it cannot be read now.</param>
    /// <param name="vendors">Have the effects.</param>
    /// <param name="soFar">What happened, told where that does not come.</param>
    /// <param name="begun">
    /// How many placements VTEX may be sent twice, and answers EOI007 the second time: those that a silo was frozen in after it had begun them
    /// (docs/decisions/0021-epochs-and-claims.md).
    /// </param>
    public async Task EndRightAsync(Func<string, Task<OrderSeen?>> read, Vendors vendors, Func<string> soFar, int begun = 0)
    {
        List<string> repeated = [];
        foreach (var order in Enumerable.Range(0, _webhooks / Statuses.Length).Select(IdOf))
        {
            var seen = (await Within.Until(() => read(order), seen => seen is { Settled: true }, $"{order} owes nothing", soFar))!;
            Assert.All(Statuses, status => Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"OPABOX status {status}"), seen.Story));
            Assert.Equal(("Delivered", "Approved", null), (seen.Status, seen.Vtex, seen.Attention));
            var vtex = vendors.Standing.Vtex.Standing($"OB-{order}")!;
            var loyalty = vendors.Standing.BonifiQ.Standing(order);
            Assert.Equal((order, 1, 1, 0), (order, vtex.Places, vtex.Approvals, vtex.Cancels));
            repeated.AddRange(Enumerable.Repeat(order, vtex.Repeats));
            Assert.Equal((order, 1, 0), (order, loyalty?.Grants ?? 0, loyalty?.Reversals ?? 0));
        }

        Assert.True(repeated.Count <= begun, $"Placed again at VTEX: {string.Join(", ", repeated)}\n{soFar()}");
    }

    public void Dispose() => _http.Dispose();

    private static string IdOf(int order) => $"d{order:00000}";

    private async Task SendAsync(byte[] body)
    {
        var wait = FirstWait;
        for (var attempt = Random.Shared.Next(hubs.Length); ; attempt++)
        {
            var (status, after) = await PostAsync(hubs[attempt % hubs.Length], body);
            if (status is >= 200 and < 300)
            {
                return;
            }

            await Task.Delay(after > wait ? after : wait, TimeProvider.System);
            wait = wait * 2 < LongestWait ? wait * 2 : LongestWait;
        }
    }

    private async Task<(int Status, TimeSpan After)> PostAsync(Uri hub, byte[] body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(hub, $"/hooks/{Acme.Name}/opabox/orders"));
        request.Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        request.Headers.Add("x-api-key", Acme.OpaboxKey);
        var sent = TimeProvider.System.GetTimestamp();
        var (status, after) = (0, TimeSpan.Zero);
        try
        {
            using var answer = await _http.SendAsync(request);
            (status, after) = ((int)answer.StatusCode, answer.Headers.RetryAfter?.Delta ?? TimeSpan.Zero);
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            // It is told as a webhook without an answer.
        }

        _exchanges.Enqueue(new(hub, status, sent, TimeProvider.System.GetTimestamp()));
        return (status, after);
    }
}

/// <summary>A webhook that was sent once.</summary>
/// <param name="Hub">Where it went.</param>
/// <param name="Status">Of its answer; 0 for none.</param>
/// <param name="Sent">When, as a timestamp.</param>
/// <param name="Answered">When, as a timestamp.</param>
internal readonly record struct Exchange(Uri Hub, int Status, long Sent, long Answered);
