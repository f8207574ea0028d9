using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace OrderGrains.EngineTests.EndToEnd;

/// <summary>An order of the campaign: what is said of it, and what the hub answered for.</summary>
/// <param name="Id">Its sender's id.</param>
/// <param name="Path">As the operations API has it.</param>
/// <param name="MarketplaceOrderId">As VTEX has it.</param>
/// <param name="Ends">Its status in the end.</param>
internal sealed record KillOrder(string Id, string Path, string MarketplaceOrderId, string Ends)
{
    /// <summary>Lines that its story has to have.</summary>
    public ConcurrentQueue<string> Acknowledged { get; } = [];
}

/// <summary>One connection's load: orders one after another, each webhook until it is answered 200, some of them twice at once.</summary>
internal sealed class KillSender(Hub hub, int number, int seed)
{
    /// <summary>OPABOX's statuses and how they end.</summary>
    private static readonly (int[] Statuses, string Ends)[] Paths =
    [
        ([2], "Paid"), ([1, 2], "Paid"), ([22, 4], "Preparing"), ([1, 2, 4, 5, 6], "Delivered"), ([1, 7], "Cancelled"), ([2, 7], "Cancelled"),
    ];

    private readonly Random _random = new(seed);
    private readonly List<KillOrder> _orders = [];
    private int _answered;
    private int _broken;

    public IReadOnlyList<KillOrder> Orders => _orders;

    public int Answered => _answered;

    /// <summary>Posts that got no 200: the hub was down, starting, or killed meanwhile.</summary>
    public int Broken => _broken;

    public async Task SendAsync(CancellationToken enough)
    {
        while (!enough.IsCancellationRequested)
        {
            var id = $"k{number}-{_orders.Count:0000}";
            if (_random.Next(4) == 0)
            {
                await ChatAsync(id);
            }
            else
            {
                await OpaboxAsync(id);
            }
        }
    }

    private async Task OpaboxAsync(string id)
    {
        var (statuses, ends) = Paths[_random.Next(Paths.Length)];
        var order = new KillOrder(id, $"opabox/{id}", $"OB-{id}", ends);
        _orders.Add(order);
        foreach (var status in statuses)
        {
            await UntilTakenAsync(() => hub.OpaboxAsync(Sample.Opabox(status, id)));
            order.Acknowledged.Enqueue($"OPABOX status {status}");
        }
    }

    private async Task ChatAsync(string id)
    {
        var order = new KillOrder(id, $"omnichat/{id}", $"OC-{id}", "Paid");
        _orders.Add(order);
        var cart = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(Sample.Provisioning()).Replace(Sample.OmniChatId, id));
        await UntilTakenAsync(() => hub.OmniChatAsync("order-provisioning", cart));
        order.Acknowledged.Enqueue("OmniChat provisioning");
        var paid = Sample.Json($$$"""{"order":{"objectId":"{{{id}}}"},"statusChange":{"status":"PAID","responsible":"gateway"}}""");
        await UntilTakenAsync(() => hub.OmniChatAsync("status-change", paid));
        order.Acknowledged.Enqueue("OmniChat PAID");
    }

    /// <summary>As senders do: again until it is answered 200, and now and then twice at once.</summary>
    private async Task UntilTakenAsync(Func<Task<HttpResponseMessage>> post)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(_random.Next(20)), TimeProvider.System);
        var copies = _random.Next(4) == 0 ? 2 : 1;
        await Task.WhenAll(Enumerable.Range(0, copies).Select(_ => OneUntilTakenAsync(post)));
    }

    private async Task OneUntilTakenAsync(Func<Task<HttpResponseMessage>> post)
    {
        while (!await IsTakenAsync(post))
        {
            Interlocked.Increment(ref _broken);
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }

        Interlocked.Increment(ref _answered);
    }

    private async Task<bool> IsTakenAsync(Func<Task<HttpResponseMessage>> post)
    {
        if (hub.Vendors.Hub is null)
        {
            return false;
        }

        try
        {
            using var answer = await post();
            Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.ServiceUnavailable, $"{answer.StatusCode}\n{hub.Silo.Output}");
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception exception) when (exception is HttpRequestException or ArgumentNullException)
        {
            return false; // The connection broke, or the hub went away in between.
        }
    }
}
