using System.Net;
using System.Text;

namespace OrderGrains.Tests.Gateway;

/// <summary>A hook is answered in time by an engine that does not answer, on a clock that stands still until moved.</summary>
public sealed class LateAnswerTests
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    public static TheoryData<string> Hooks =>
    [
        "opabox/orders", "omnichat/order-provisioning", "omnichat/status-change", "omnichat/cancellation", "vtex/order-integration/notification/processing-result",
        "vtex/order-hook", "vtex/pub/orders/OB-46ad/invoice", "vtex/pvt/orders/OB-46ad/cancel",
    ];

    [Theory]
    [MemberData(nameof(Hooks))]
    public async Task An_order_that_does_not_answer_is_a_503_within_four_seconds(string hook)
    {
        await using var host = await GatewayHost.StartAsync();
        host.Engine.Answer = (_, _) => new TaskCompletionSource<Receipt>().Task;
        await IsLateAsync(host, hook, TimeSpan.FromSeconds(3.5));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4.5)]
    public async Task A_cart_whose_edit_is_not_durable_is_a_503_within_the_deadline_and_half_a_second(double deadline)
    {
        await using var host = await GatewayHost.StartAsync(settings => settings.Tenants["acme"].Checker.Deadline = TimeSpan.FromSeconds(deadline));
        host.Engine.Answer = (_, command) => command is EditCart ? new TaskCompletionSource<Receipt>().Task : Task.FromResult(new Receipt(Outcome.Accepted, 1));
        await IsLateAsync(host, "omnichat/order-checker", TimeSpan.FromSeconds(deadline + 0.25));
    }

    [Fact]
    public async Task An_answer_that_came_in_time_is_the_senders()
    {
        await using var host = await GatewayHost.StartAsync();
        var receipt = new TaskCompletionSource<Receipt>();
        host.Engine.Answer = (_, _) => receipt.Task;
        var answer = SendAsync(host, "opabox/orders");
        await WaitsAsync(host, TimeSpan.FromSeconds(3.5));
        host.Clock.Advance(TimeSpan.FromSeconds(3.5) - Moment);
        receipt.SetResult(new(Outcome.Accepted, 1));

        using var answered = await answer;
        Assert.Equal(HttpStatusCode.OK, answered.StatusCode);
    }

    private static async Task IsLateAsync(GatewayHost host, string hook, TimeSpan longest)
    {
        var answer = SendAsync(host, hook);
        await WaitsAsync(host, longest);
        host.Clock.Advance(longest - Moment);
        Assert.False(answer.IsCompleted);
        host.Clock.Advance(Moment);

        using var answered = await answer;
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "2"), (answered.StatusCode, answered.Headers.RetryAfter?.ToString()));
    }

    /// <summary>The hook has begun to wait, and its timer is the next.</summary>
    private static Task WaitsAsync(GatewayHost host, TimeSpan longest) =>
        Within.Until(() => host.Clock.NextTimer == host.Clock.GetUtcNow() + longest, "the hook waits");

    private static Task<HttpResponseMessage> SendAsync(GatewayHost host, string hook)
    {
        if (hook.StartsWith("vtex/", StringComparison.Ordinal))
        {
            var result = Sample.Object("vtex-integrated.json");
            result["marketplaceOrderId"] = "OB-46ad";
            var body = GatewayHost.Utf8(hook switch
            {
                "vtex/order-integration/notification/processing-result" => result,
                "vtex/order-hook" => GatewayVtexHookTests.Event("MKP-OB-46ad", "invoiced"),
                _ => GatewayVtexHookTests.Invoice(),
            });
            return host.PostAsync($"/hooks/acme/vtex/{GatewayHost.VtexSecret}/{hook["vtex/".Length..]}?an=acme", body, "x-none", null);
        }

        return hook switch
        {
            "opabox/orders" => host.OpaboxAsync(Sample.Bytes("opabox-order.json")),
            "omnichat/status-change" => host.ChatAsync("status-change", Encoding.UTF8.GetBytes(
                """{"order":{"objectId":"CART"},"statusChange":{"status":"PAID","responsible":"x"}}""")),
            "omnichat/order-checker" => host.ChatAsync("order-checker", Sample.Bytes("omnichat-order-checker.json")),
            _ => host.ChatAsync(hook["omnichat/".Length..], Sample.Bytes("omnichat-provisioning.json")),
        };
    }
}
