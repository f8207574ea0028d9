using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;

namespace OrderGrains.Tests.Gateway;

public sealed class GatewayBulkTests
{
    [Theory]
    [InlineData("/api/requests/retry?tenant=acme&target=vtex&error=EOI002", BulkAct.Retry, true)]
    [InlineData("/api/requests/retry?tenant=acme&target=vtex&error=EOI002&state=Waiting", BulkAct.Retry, false)]
    [InlineData("/api/requests/skip?target=vtex&error=EOI002&tenant=acme", BulkAct.Skip, true)]
    public async Task An_act_on_many_calls_begins_in_the_operators_name(string path, BulkAct act, bool failing)
    {
        await using var host = await GatewayHost.StartAsync();
        using var answer = await host.ApiAsync(HttpMethod.Post, $"{path}&pace=25");

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        var owed = new OwedQuery(Target.Vtex, State: failing ? null : RequestState.Waiting, Code: "EOI002", Failing: failing);
        Assert.Equal(new BulkOrder(act, new(Tenant: "acme", Owed: owed, Limit: 200), "ops", 25), Assert.Single(Jobs(host).Jobs).What);
    }

    [Fact]
    public async Task Orders_are_cancelled_by_what_they_show_and_why()
    {
        await using var host = await GatewayHost.StartAsync();
        using var answer = await host.ApiAsync(HttpMethod.Post, "/api/orders/cancel?tenant=acme&shop=Centro&status=Paid&reason=The%20shop%20is%20closed");

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        Assert.Equal(
            new BulkOrder(BulkAct.Cancel, new("acme", OrderStatus.Paid, Store: "Centro", Limit: 200), "ops", 10, "The shop is closed"), Assert.Single(Jobs(host).Jobs).What);
    }

    [Fact]
    public async Task A_dry_run_counts_and_begins_nothing()
    {
        await using var host = await GatewayHost.StartAsync();
        host.Index.Page = new([new() { Id = "acme/opabox/1" }, new() { Id = "acme/opabox/2" }], null);
        var body = await GatewayHost.BodyAsync(await host.ApiAsync(HttpMethod.Post, "/api/requests/retry?error=EOI002&dryRun=true"));

        Assert.Equal("""{"dryRun":true,"orders":2,"examples":["acme/opabox/1","acme/opabox/2"]}""", body.ToJsonString());
        Assert.Empty(Jobs(host).Jobs);
    }

    [Theory]
    [InlineData("/api/requests/retry", "tenant")]
    [InlineData("/api/requests/retry?dryRun=true", "tenant")]
    [InlineData("/api/requests/skip?tenant=nobody", "tenant")]
    [InlineData("/api/requests/retry?error=x&dryRun=yes", "dryRun")]
    [InlineData("/api/requests/retry?error=x&pace=0", "pace")]
    [InlineData("/api/requests/retry?error=x&pace=101", "pace")]
    [InlineData("/api/requests/retry?eror=x", "eror")]
    [InlineData("/api/requests/retry?error=x&limit=5", "limit")]
    [InlineData("/api/requests/skip?error=x&reason=y", "reason")]
    [InlineData("/api/orders/cancel?tenant=acme", "status")]
    public async Task A_wrong_query_begins_nothing_and_is_named(string path, string field)
    {
        await using var host = await GatewayHost.StartAsync();
        using var answer = await host.ApiAsync(HttpMethod.Post, path);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(field, (string?)(await GatewayHost.BodyAsync(answer))["field"]);
        Assert.Empty(Jobs(host).Jobs);
    }

    [Fact]
    public async Task One_is_seen_listed_and_stopped()
    {
        await using var host = await GatewayHost.StartAsync();
        using var first = await host.ApiAsync(HttpMethod.Post, "/api/requests/retry?error=EOI002&message=No%20stock");
        using var second = await host.ApiAsync(HttpMethod.Post, "/api/requests/retry?error=EOI003");
        var expected = JsonNode.Parse("""
            { "id": "1-a", "act": "Retry", "filter": { "error": "EOI002", "message": "No stock" }, "by": "ops", "reason": null, "pace": 10, "state": "Running",
              "startedAt": "2026-09-01T12:00:00Z", "endedAt": null, "stoppedBy": null, "orders": null, "looked": 0, "done": 0, "refused": 0, "lastRefusal": null,
              "failed": 0, "lastFailure": null, "resumed": 0 }
            """)!;
        expected["startedAt"] = Some.Morning.UtcDateTime;
        var seen = await GatewayHost.BodyAsync(await host.ApiAsync(HttpMethod.Get, "/api/jobs/1-a", GatewayHost.ReaderKey));
        Assert.Equal(expected.ToJsonString(), seen.ToJsonString());

        var all = await GatewayHost.BodyAsync(await host.ApiAsync(HttpMethod.Get, "/api/jobs", GatewayHost.ReaderKey));
        Assert.Equal(["2-a", "1-a"], all["jobs"]!.AsArray().Select(job => (string?)job!["id"]));
        var stopped = await GatewayHost.BodyAsync(await host.ApiAsync(HttpMethod.Post, "/api/jobs/2-a/stop"));
        Assert.Equal(("Stopped", "ops"), ((string?)stopped["state"], (string?)stopped["stoppedBy"]));
    }

    [Theory]
    [InlineData("GET", "/api/jobs/none")]
    [InlineData("POST", "/api/jobs/none/stop")]
    [InlineData("GET", "/api/jobs/a%23b")]
    public async Task One_that_is_not_known_is_404(string method, string path)
    {
        await using var host = await GatewayHost.StartAsync();
        using var answer = await host.ApiAsync(new(method), path);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Too_many_at_a_time_are_409()
    {
        await using var host = await GatewayHost.StartAsync();
        Jobs(host).Full = true;
        using var answer = await host.ApiAsync(HttpMethod.Post, "/api/requests/retry?error=EOI002");
        Assert.Equal(HttpStatusCode.Conflict, answer.StatusCode);
    }

    [Fact]
    public async Task The_audit_says_what_was_asked_for()
    {
        await using var host = await GatewayHost.StartAsync();
        using var counted = await host.ApiAsync(HttpMethod.Post, "/api/requests/skip?tenant=acme&error=EOI002&dryRun=true");
        using var begun = await host.ApiAsync(HttpMethod.Post, "/api/requests/skip?tenant=acme&error=EOI002");
        using var stopped = await host.ApiAsync(HttpMethod.Post, "/api/jobs/1-a/stop");
        using var searched = await host.ApiAsync(HttpMethod.Post, "/api/orders/search", GatewayHost.ReaderKey, new JsonObject { ["document"] = "529.982.247-25" });
        var acts = (await GatewayHost.BodyAsync(await host.ApiAsync(HttpMethod.Get, "/api/audit")))["acts"]!.AsArray();

        Assert.Equal(
            ["search ***982247** ", "skip many acme job 1-a: tenant acme, error EOI002", "skip many, counted acme tenant acme, error EOI002", "stop 1-a "],
            acts.Select(act => $"{act!["act"]} {act["target"]} {act["detail"]}").Order(StringComparer.Ordinal));
    }

    private static ScriptedJobs Jobs(GatewayHost host) => (ScriptedJobs)host.Services.GetRequiredService<IBulkJobs>();
}
