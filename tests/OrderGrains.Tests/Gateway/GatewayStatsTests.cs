using System.Net;

namespace OrderGrains.Tests.Gateway;

/// <summary>Numbers that were counted a while ago.</summary>
internal sealed class ScriptedStats(TimeProvider time) : IHubStats
{
    public Task<HubStats> ReadAsync(CancellationToken cancellationToken) => Task.FromResult(new HubStats(
        time.GetUtcNow().AddSeconds(-7),
        [(OrderStatus.Paid, 3), (OrderStatus.Delivered, 1)],
        2,
        [new("acme", Target.Vtex, 5, 4, 1, 2, time.GetUtcNow().AddMinutes(-3)), new("bare", Target.Vtex, 1, 0, 0, 1, time.GetUtcNow().AddMinutes(-9))]));
}

public sealed class GatewayStatsTests
{
    [Fact]
    public async Task One_answer_says_how_much_there_is_and_how_old_the_numbers_are()
    {
        await using var host = await GatewayHost.StartAsync();
        var told = await GatewayHost.BodyAsync(await host.ApiAsync(HttpMethod.Get, "/api/stats", GatewayHost.ReaderKey));
        Assert.Equal((7, 2, 6, 3, 1), ((int)told["ageSeconds"]!, (int)told["attention"]!, (int)told["owed"]!, (int)told["due"]!, (int)told["parked"]!));
        Assert.Equal((3, "2026-03-02T11:51:00Z"), ((int)told["statuses"]!["Paid"]!, (string?)told["oldestDue"]));
        Assert.Equal(2, told["targets"]!.AsArray().Count);
    }

    [Fact]
    public async Task A_tenant_narrows_the_targets_and_one_that_is_unknown_is_400()
    {
        await using var host = await GatewayHost.StartAsync();
        var told = await GatewayHost.BodyAsync(await host.ApiAsync(HttpMethod.Get, "/api/stats?tenant=acme"));
        Assert.Equal((5, "acme", "2026-03-02T11:57:00Z"), ((int)told["owed"]!, (string?)Assert.Single(told["targets"]!.AsArray())!["tenant"], (string?)told["oldestDue"]));
        Assert.Equal(HttpStatusCode.BadRequest, (await host.ApiAsync(HttpMethod.Get, "/api/stats?tenant=nobody")).StatusCode);
    }
}
