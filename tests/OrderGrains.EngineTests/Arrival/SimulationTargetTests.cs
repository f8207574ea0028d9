using System.Text.Json.Nodes;
using OrderGrains.Sandbox.Faults;

namespace OrderGrains.EngineTests.Arrival;

/// <summary>VTEX's simulation as operators see and steer it: a target to which nothing is ever owed.</summary>
public sealed class SimulationTargetTests
{
    [Fact]
    public async Task An_operators_pause_stops_the_questions_and_a_resume_also_ends_what_VTEX_asked_for()
    {
        await using var hub = await TestHub.StartAsync(options => options.Tenant.Checker.Catalog = "Vtex");
        await hub.ApiAsync(HttpMethod.Post, "/api/targets/acme/vtex-simulation/pause");
        Assert.Equal(("Paused", "ops"), await StandsAsync(hub));
        await AskAsync(hub, 1);
        Assert.Equal(0, Asked(hub));

        hub.Vendors.Faults.Replace(new Fault { Target = "vtex-simulation", Status = 429, RetryAfter = 80_000 });
        await hub.ApiAsync(HttpMethod.Post, "/api/targets/acme/vtex-simulation/resume");
        Assert.Equal(("Serving", null), await StandsAsync(hub));
        await AskAsync(hub, 2);
        await AskAsync(hub, 3);
        Assert.Equal(1, Asked(hub));
        Assert.Equal(("Blocked", null), await StandsAsync(hub));

        hub.Vendors.Faults.Clear();
        await hub.ApiAsync(HttpMethod.Post, "/api/targets/acme/vtex-simulation/resume");
        Assert.Equal(("Serving", null), await StandsAsync(hub));
        await AskAsync(hub, 4);
        Assert.Equal(2, Asked(hub));
    }

    private static int Asked(TestHub hub) => hub.Vendors.Ledger.Read("vtex-simulation").Count;

    private static async Task AskAsync(TestHub hub, int quantity)
    {
        Assert.Equal(200, (await hub.OmniChatAsync("order-checker", Some.ChatCart(quantity: quantity))).Status);
        await hub.IdleAsync();
    }

    private static async Task<(string? State, string? PausedBy)> StandsAsync(TestHub hub)
    {
        var targets = (await hub.ApiAsync(HttpMethod.Get, "/api/targets")).Body!["targets"]!.AsArray();
        JsonNode row = targets.Single(target => (string?)target!["target"] == "vtex-simulation")!;
        return ((string?)row["state"], (string?)row["pausedBy"]);
    }
}
