using System.Net;

namespace OrderGrains.Tests.Gateway;

/// <summary>Too many webhooks of senders with good keys (docs/security.md, "Known senders").</summary>
public sealed class AdmissionTests
{
    private const string OtherKey = "opabox-key-of-another";

    private static readonly byte[] Body = Sample.Bytes("opabox-order.json");

    [Fact]
    public async Task A_tenant_with_too_many_under_way_is_answered_503_and_another_is_served()
    {
        await using var host = await StartAsync(webhooks => webhooks.AtOnceOfTenant = 2);
        var (waiting, done) = await FillAsync(host, 2);

        using (var refused = await host.OpaboxAsync(Body))
        {
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "1"), (refused.StatusCode, refused.Headers.RetryAfter?.ToString()));
        }

        host.Engine.Answer = (_, _) => Task.FromResult(new Receipt(Outcome.Accepted, 1));
        Assert.Equal(HttpStatusCode.OK, (await host.OpaboxAsync(Body, OtherKey, "other")).StatusCode);

        done.SetResult(new(Outcome.Accepted, 1));
        Assert.All(await Task.WhenAll(waiting), answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
        Assert.Equal(HttpStatusCode.OK, (await host.OpaboxAsync(Body)).StatusCode);
    }

    [Fact]
    public async Task Too_many_of_all_are_answered_503()
    {
        await using var host = await StartAsync(webhooks => (webhooks.AtOnce, webhooks.AtOnceOfTenant) = (2, 2));
        var (waiting, done) = await FillAsync(host, 2);

        using (var refused = await host.OpaboxAsync(Body, OtherKey, "other"))
        {
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "1"), (refused.StatusCode, refused.Headers.RetryAfter?.ToString()));
        }

        Assert.Equal(HttpStatusCode.OK, (await host.Client.GetAsync("/health/live")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await host.ApiAsync(HttpMethod.Get, "/api/orders")).StatusCode);
        done.SetResult(new(Outcome.Accepted, 1));
        await Task.WhenAll(waiting);
        Assert.Equal(HttpStatusCode.OK, (await host.OpaboxAsync(Body, OtherKey, "other")).StatusCode);
    }

    [Fact]
    public async Task A_webhook_that_is_refused_or_fails_leaves_its_place()
    {
        await using var host = await StartAsync(webhooks => (webhooks.AtOnce, webhooks.AtOnceOfTenant) = (1, 1));
        host.Engine.Answer = (_, _) => throw new EngineUnavailableException("Stopping.", TimeSpan.FromSeconds(2));
        for (var time = 0; time < 3; time++)
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await host.OpaboxAsync(Body)).StatusCode);
            Assert.Equal(HttpStatusCode.BadRequest, (await host.OpaboxAsync("[]"u8.ToArray())).StatusCode);
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await host.OpaboxAsync(new byte[300 * 1024])).StatusCode);
        }

        host.Engine.Answer = (_, _) => Task.FromResult(new Receipt(Outcome.Accepted, 1));
        Assert.Equal(HttpStatusCode.OK, (await host.OpaboxAsync(Body)).StatusCode);
    }

    [Fact]
    public async Task More_in_a_second_than_a_tenant_may_send_are_answered_429_until_time_has_passed()
    {
        await using var host = await StartAsync(webhooks => webhooks.PerSecondOfTenant = 2);
        var answers = new List<HttpStatusCode>();
        while (!answers.Contains(HttpStatusCode.TooManyRequests))
        {
            using var answer = await host.OpaboxAsync(Body);
            answers.Add(answer.StatusCode);
            Assert.Equal(answer.StatusCode == HttpStatusCode.TooManyRequests ? "1" : null, answer.Headers.RetryAfter?.ToString());
            Assert.True(answers.Count < 1_000);
        }

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.OK], answers.Take(2));
        Assert.Equal(HttpStatusCode.OK, (await host.OpaboxAsync(Body, OtherKey, "other")).StatusCode);
        await Within.Until(() => host.OpaboxAsync(Body), answer => answer.StatusCode == HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_first_refusal_of_a_minute_is_told_at_once_and_the_others_as_one_line()
    {
        await using var host = await StartAsync(webhooks => webhooks.AtOnceOfTenant = 1);
        await RefusedAsync(host, 5);
        host.Clock.Advance(TimeSpan.FromMinutes(1));
        await RefusedAsync(host, 1);
        host.Clock.Advance(TimeSpan.FromMinutes(1)); // One alone was told already.

        Assert.Equal(
            [
                "Refused a webhook of tenant acme: more than may come at once",
                "Refused 4 more webhooks of tenant acme within that minute",
                "Refused a webhook of tenant acme: more than may come at once",
            ],
            host.Log.Lines.Select(line => line.Text.Trim()).Where(line => line.StartsWith("Refused", StringComparison.Ordinal)));
    }

    private static Task<GatewayHost> StartAsync(Action<WebhookSettings> change) => GatewayHost.StartAsync(settings =>
    {
        settings.Tenants["other"] = new() { Opabox = new() { ApiKeys = [OtherKey] } };
        change(settings.Webhooks);
    });

    /// <summary>Sends webhooks that the engine does not answer until it is told to.</summary>
    private static async Task<(Task<HttpResponseMessage>[] Waiting, TaskCompletionSource<Receipt> Done)> FillAsync(GatewayHost host, int count)
    {
        var (done, reached) = (new TaskCompletionSource<Receipt>(TaskCreationOptions.RunContinuationsAsynchronously), new Signal());
        var asked = 0;
        host.Engine.Answer = (_, _) =>
        {
            Interlocked.Increment(ref asked);
            reached.Tell();
            return done.Task;
        };
        Task<HttpResponseMessage>[] waiting = [.. Enumerable.Range(0, count).Select(_ => host.OpaboxAsync(Body))];
        await Within.Until(reached, () => Volatile.Read(ref asked) == count);
        return (waiting, done);
    }

    /// <summary>Sends what is refused, while one is under way.</summary>
    private static async Task RefusedAsync(GatewayHost host, int times)
    {
        var (waiting, done) = await FillAsync(host, 1);
        for (; times > 0; times--)
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await host.OpaboxAsync(Body)).StatusCode);
        }

        done.SetResult(new(Outcome.Accepted, 1));
        await Task.WhenAll(waiting);
    }
}
