using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Logging;
using OrderGrains.Tests.Gateway;
using Xunit.Abstractions;

namespace OrderGrains.Tests.Fuzz;

/// <summary>Bodies that nobody would send, to every hook of a running server (docs/testing.md, "What nobody would send").</summary>
public sealed class HookFuzzTests(ITestOutputHelper output)
{
    private const int AtOnce = 4;
    private const int Batch = 2_000;
    private const int Look = 5 * Batch;
    private const long MayGrow = 64L * 1024 * 1024; // Bytes.

    private static readonly int Cases = Campaign.Of(50_000, 50_000, 10_000_000);

    private static readonly (string Path, string Header, string Key, byte[] Sample)[] Hooks =
    [
        ("opabox/orders", "x-api-key", GatewayHost.OpaboxKey, Sample.Bytes("opabox-order.json")),
        ("omnichat/order-checker", "x-omni-token", GatewayHost.OmniChatKey, GatewayHost.Utf8(Sample.Cart(10))),
        ("omnichat/order-provisioning", "x-omni-token", GatewayHost.OmniChatKey, Sample.Provisioning()),
        ("omnichat/status-change", "x-omni-token", GatewayHost.OmniChatKey, Changed()),
        ("omnichat/cancellation", "x-omni-token", GatewayHost.OmniChatKey, Changed()),
        (Vtex("order-integration/notification/processing-result?an=acme"), "x-none", "", Sample.Bytes("vtex-integrated-franchise.json")),
        (Vtex("pub/orders/MKP-OB-46ad/invoice"), "x-none", "", GatewayHost.Utf8(GatewayVtexHookTests.Invoice())),
        (Vtex("pvt/orders/MKP-OB-46ad/invoice/77/tracking"), "x-none", "", Sample.Json("""{"isDelivered":true,"events":[{"city":"Campinas","description":"Entregue","date":"2026-03-02"}]}""")),
        (Vtex("pvt/orders/MKP-OB-46ad/cancel"), "x-none", "", Sample.Json("""{"reason":"x"}""")),
        (Vtex("order-hook"), "x-none", "", GatewayHost.Utf8(GatewayVtexHookTests.Event("MKP-OB-46ad", "handling"))),
    ];

    [Fact]
    public async Task Whatever_a_sender_sends_is_answered_in_time_and_never_by_a_5xx()
    {
        await using var host = await GatewayHost.StartAsync();
        var (answers, settled) = (new int[600], 0L);
        for (var first = 0; first < Cases; first += Batch)
        {
            await Parallel.ForEachAsync(
                Enumerable.Range(first, Math.Min(Batch, Cases - first)),
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
                async (seed, _) => Interlocked.Increment(ref answers[await SendAsync(host, seed)]));
            Assert.DoesNotContain(host.Engine.Taken, taken => taken.Order.Tenant != "acme");
            Assert.DoesNotContain(host.Log.Lines, line => line.Level >= LogLevel.Error);
            host.Engine.Taken.Clear();
            host.Log.Lines.Clear();
            if (Campaign.IsFull && first > 0 && first % Look == 0) // In a shorter run other tests of the process take memory meanwhile.
            {
                var now = GC.GetTotalMemory(forceFullCollection: true);
                settled = settled == 0 ? now : settled;
                Assert.True(now - settled < MayGrow, $"Memory grew from {settled:N0} to {now:N0} bytes by case {first:N0}.");
            }
        }

        output.WriteLine($"{Cases:N0} bodies: {string.Join(", ", answers.Select((count, status) => (count, status)).Where(one => one.count > 0).Select(one => $"{one.status} {one.count:N0}"))}");
        Assert.True(answers[200] > Cases / 10 && answers[400] > Cases / 10); // Else the bodies show nothing.
    }

    private static async Task<int> SendAsync(GatewayHost host, int seed)
    {
        var (path, header, key, sample) = Hooks[seed % Hooks.Length];
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/hooks/acme/{path}")
        {
            Content = new ByteArrayContent(Mutation.Of(sample, seed)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        request.Headers.Add(header, key);
        using var answer = await Within.Reason(host.Client.SendAsync(request), $"case {seed}");
        var body = await answer.Content.ReadAsByteArrayAsync();
        Assert.True(
            answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadRequest or HttpStatusCode.Forbidden or HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnsupportedMediaType,
            $"Case {seed} of {path}: {(int)answer.StatusCode} {Encoding.UTF8.GetString(body)}\n{host.Log.All}");
        return (int)answer.StatusCode;
    }

    private static string Vtex(string path) => $"vtex/{GatewayHost.VtexSecret}/{path}";

    private static byte[] Changed() => Sample.Json(
        $$$"""{"order":{{{Encoding.UTF8.GetString(Sample.Provisioning())}}},"statusChange":{"status":"PAID","responsible":"omnichat","message":"Pago","updatedAt":"2026-09-01T12:00:00.000Z"}}""");
}
