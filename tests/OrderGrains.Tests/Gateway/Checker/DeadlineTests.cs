using System.Net;
using System.Text.Json.Nodes;

namespace OrderGrains.Tests.Gateway.Checker;

/// <summary>An answer comes within the deadline and half a second whatever the catalog does, on a clock that stands still until moved.</summary>
public sealed class DeadlineTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(1);

    public static TheoryData<string> Catalogs => ["hangs", "answers too late", "fails", "fails at once", "says too little"];

    [Theory]
    [MemberData(nameof(Catalogs))]
    public async Task Whatever_the_catalog_does_the_answer_comes_in_time(string catalog)
    {
        await using var host = await GatewayHost.StartAsync(settings => settings.Tenants["acme"].Checker.Deadline = Deadline);
        var asked = new TaskCompletionSource();
        host.Catalog.Answer = (_, _) =>
        {
            asked.TrySetResult();
            return Play(catalog, host.Clock);
        };
        var answer = AskAsync(host, "CART");
        await asked.Task;
        if (catalog is "hangs" or "answers too late")
        {
            host.Clock.Advance(Deadline - TimeSpan.FromMilliseconds(1));
            Assert.False(answer.IsCompleted);
            host.Clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        var (status, action) = await answer;
        Assert.Equal((HttpStatusCode.OK, "INFO ORDER"), (status, action));
    }

    [Fact]
    public async Task Those_who_join_a_question_are_answered_with_it()
    {
        await using var host = await GatewayHost.StartAsync(settings => settings.Tenants["acme"].Checker.Deadline = Deadline);
        var asked = new TaskCompletionSource();
        host.Catalog.Answer = (_, _) =>
        {
            asked.TrySetResult();
            return new TaskCompletionSource<CatalogAnswer>().Task;
        };
        var first = AskAsync(host, "CART-1");
        await asked.Task;
        host.Clock.Advance(Deadline / 2);
        var armed = host.Clock.Armed;
        var second = AskAsync(host, "CART-2");
        await Within.Until(host.Clock.Timers, () => host.Clock.Armed != armed, "the second waits");

        host.Clock.Advance(Deadline / 2);
        Assert.Equal("INFO ORDER", (await first).Action);
        host.Clock.Advance(Deadline / 2);
        Assert.Equal("INFO ORDER", (await second).Action);
    }

    [Fact]
    public async Task Time_that_the_edit_took_is_part_of_the_deadline()
    {
        await using var host = await GatewayHost.StartAsync(settings => settings.Tenants["acme"].Checker.Deadline = Deadline);
        host.Engine.Answer = (_, command) =>
        {
            if (command is EditCart)
            {
                host.Clock.Advance(Deadline);
            }

            return Task.FromResult(new Receipt(Outcome.Accepted, 1));
        };
        Assert.Equal("INFO ORDER", (await AskAsync(host, "CART")).Action);
        Assert.Empty(host.Catalog.Asked);
    }

    [Fact]
    public async Task An_edit_that_is_not_durable_by_the_deadline_is_503_and_is_taken_back()
    {
        await using var host = await GatewayHost.StartAsync(settings => settings.Tenants["acme"].Checker.Deadline = Deadline);
        var taken = new TaskCompletionSource();
        host.Engine.Answer = (_, command) =>
        {
            taken.TrySetResult();
            return command is EditCart ? new TaskCompletionSource<Receipt>().Task : Task.FromResult(new Receipt(Outcome.Accepted, 1));
        };
        var armed = host.Clock.Armed;
        var answer = host.ChatAsync("order-checker", Sample.Cart(freight: 5));
        await taken.Task;
        await Within.Until(() => host.Clock.Armed != armed, "the edit is waited for");
        host.Clock.Advance(Deadline);
        Assert.False(answer.IsCompleted);
        host.Clock.Advance(TimeSpan.FromSeconds(0.25));

        using var response = await answer;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);
        Assert.True(host.Engine.LastToken.IsCancellationRequested);
        Assert.Empty(host.Catalog.Asked);
    }

    private static async Task<CatalogAnswer> Play(string catalog, FakeClock clock)
    {
        switch (catalog)
        {
            case "hangs":
                return await new TaskCompletionSource<CatalogAnswer>().Task;
            case "answers too late":
                await Task.Delay(Deadline * 2, clock);
                return new([new("available", 10, null, [])]);
            case "fails":
                await Task.Yield();
                throw new InvalidOperationException("a bug");
            case "fails at once":
                throw new CatalogUnavailableException("down");
            default:
                return new([]);
        }
    }

    private static async Task<(HttpStatusCode Status, string Action)> AskAsync(GatewayHost host, string cart)
    {
        var body = Sample.Object("omnichat-order-checker.json");
        (body["objectId"], body["shippingAddress"]!["zip"]) = (cart, "13025-230");
        using var response = await host.ChatAsync("order-checker", body);
        var action = Assert.Single(JsonNode.Parse(await response.Content.ReadAsByteArrayAsync())!.AsArray())!;
        return (response.StatusCode, $"{action["action"]} {action["component"]}");
    }
}
