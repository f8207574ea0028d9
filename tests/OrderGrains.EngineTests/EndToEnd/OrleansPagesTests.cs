using System.Text.Json.Nodes;

namespace OrderGrains.EngineTests.EndToEnd;

/// <summary>A hub that shows Orleans' dashboard.</summary>
public sealed class ShownHub() : Hub("00:15:00")
{
    protected override string Settings()
    {
        var settings = JsonNode.Parse(base.Settings())!;
        settings["OrderGrains"]!["Console"] = new JsonObject { ["Orleans"] = true };
        return settings.ToJsonString();
    }
}

[Collection(EndToEndTests.Name)]
public sealed class OrleansPagesTests(ShownHub hub) : IClassFixture<ShownHub>, IDisposable
{
    private const string Root = "/console/orleans";

    private readonly HttpClient _browser = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = hub.Vendors.Hub };
    private ConsoleVisitor _visitor = null!;

    [Fact]
    public async Task Who_is_signed_in_sees_the_silos_and_nobody_sees_the_state_of_a_grain()
    {
        await hub.AcceptsAsync(() => hub.OpaboxAsync(Sample.Opabox(1, "shown")));
        _visitor = new(_browser);
        string[] routes = ["/", "/index.min.js", "/DashboardCounters", "/ClusterStats", "/Reminders", "/GrainTypes", "/GrainState?grainId=acme/opabox/shown&grainType=order", "/Trace"];
        foreach (var route in routes)
        {
            Assert.Equal((route, 401), (route, (await GetAsync(route)).Status));
        }

        Assert.Equal(302, (await _visitor.SignInAsync(Acme.OperatorKey)).Status);
        Assert.Contains("Orleans Dashboard", (await GetAsync("/")).Text, StringComparison.Ordinal);
        Assert.Contains("OrderGrains.Grains.OrderGrain", (await Within.Until(
            () => GetAsync("/DashboardCounters"), answer => answer.Text.Contains("OrderGrain", StringComparison.Ordinal), "the dashboard counts", () => hub.Silo.Output)).Text, StringComparison.Ordinal);
        foreach (var route in routes[^2..])
        {
            var (status, text) = await GetAsync(route);
            Assert.Equal((route, 404), (route, status));
            Assert.DoesNotContain("28552233851", text, StringComparison.Ordinal);
        }
    }

    public void Dispose() => _browser.Dispose();

    private async Task<(int Status, string Text)> GetAsync(string route)
    {
        var answer = await _visitor.GetAsync(Root + route);
        return (answer.Status, answer.Html);
    }
}
