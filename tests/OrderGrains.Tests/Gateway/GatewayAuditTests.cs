using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace OrderGrains.Tests.Gateway;

public sealed class GatewayAuditTests
{
    private const string Order = "/api/orders/acme/opabox/46ad3bd0";

    [Fact]
    public async Task Each_route_of_the_API_that_changes_something_is_kept_before_it_is_done_and_with_its_outcome()
    {
        await using var host = await GatewayHost.StartAsync();
        var routes = host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(endpoint => (Route: "/" + endpoint.RoutePattern.RawText!.TrimStart('/'), Methods: endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []))
            .SelectMany(one => one.Methods.Select(method => (Method: method, one.Route)))
            .Where(one => one.Route.StartsWith("/api/", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(routes);
        foreach (var (method, route) in routes)
        {
            host.Audit.Kept.Clear();
            var path = string.Join('/', route.Split('/').Select(part => part.StartsWith('{') ? "x1" : part));
            using var answer = await host.ApiAsync(new(method), path);
            if (method == "GET")
            {
                Assert.Empty(host.Audit.Kept);
            }
            else
            {
                Assert.True(host.Audit.Kept.Count == 2, $"{method} {route}");
                Assert.Equal((AuditEntry.Begun, null), (host.Audit.Kept[0].Outcome, host.Audit.Kept[0].Status));
                Assert.Equal((host.Audit.Kept[0].Key, (int)answer.StatusCode), (host.Audit.Kept[1].Key, host.Audit.Kept[1].Status));
            }
        }
    }

    [Fact]
    public async Task An_act_says_when_who_what_of_what_and_how_it_went()
    {
        await using var host = await StartAsync();
        var known = OrderId.Parse("acme/opabox/46ad3bd0");
        host.Engine.Records[known] = OrderRecord.New(known) with { Version = 1 };
        var at = host.Clock.GetUtcNow();
        await PostAsync(host, $"{Order}/requests/vtex-place-1/retry");
        await PostAsync(host, "/api/targets/acme/vtex/pause");
        host.Engine.Answer = (_, _) => Task.FromResult(new Receipt(Outcome.Refused, 1, "It is over, Maria."));
        await PostAsync(host, $"{Order}/cancel", new() { ["reason"] = "Maria 529.982.247-25 called" });
        host.Engine.Answer = (_, _) => throw new EngineUnavailableException("down", TimeSpan.FromSeconds(1));
        await PostAsync(host, $"{Order}/paid");
        await PostAsync(host, "/api/privacy/export", new() { ["document"] = "529.982.247-25" });
        await PostAsync(host, "/api/orders/acme/opabox/52998224725/cancel");

        AuditEntry Entry(string act, string target, string? detail, string outcome, int status) => new("", "ops", "Operator", act, target, detail, outcome, status);
        Assert.Equal(
            [
                Entry("retry", "acme/opabox/46ad3bd0", "vtex-place-1", "accepted", 200),
                Entry("pause", "acme/vtex", null, "done", 204),
                Entry("cancel", "acme/opabox/46ad3bd0", null, "refused", 409),
                Entry("paid", "acme/opabox/46ad3bd0", null, "failed", 503),
                Entry("export", "***982247**", "0 orders", "done", 200),
                Entry("cancel", "acme/opabox/***", null, "refused", 404),
            ],
            host.Audit.Acts.Select(act => act with { Key = "" }));
        Assert.All(host.Audit.Acts, act => Assert.Equal(at, act.At));
        Assert.DoesNotContain(host.Audit.Kept, act => act.Kept().Contains("Maria", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_cannot_be_kept_is_not_done()
    {
        await using var host = await StartAsync();
        host.Audit.Fails = static _ => true;
        using var answer = await host.ApiAsync(HttpMethod.Post, "/api/targets/acme/vtex/pause");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(2), answer.Headers.RetryAfter?.Delta);
        Assert.Empty(host.Targets.Paused);
    }

    [Fact]
    public async Task What_was_done_and_cannot_be_kept_is_not_told_to_be_done_and_stays_as_begun()
    {
        await using var host = await StartAsync();
        host.Audit.Fails = static act => act.Outcome != AuditEntry.Begun;
        using var answer = await host.ApiAsync(HttpMethod.Post, "/api/targets/acme/vtex/pause");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.NotEmpty(host.Targets.Paused);
        Assert.Equal(AuditEntry.Begun, Assert.Single(host.Audit.Acts).Outcome);
    }

    [Fact]
    public async Task Operators_list_it_page_by_page()
    {
        await using var host = await StartAsync();
        foreach (var act in (string[])["pause", "resume", "pause"])
        {
            await PostAsync(host, $"/api/targets/acme/vtex/{act}");
            host.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        var first = await ListAsync(host, "?limit=2");
        Assert.Equal(["pause", "resume"], first["acts"]!.AsArray().Select(act => (string?)act!["act"]));
        var rest = await ListAsync(host, $"?limit=2&cursor={first["next"]}");
        var one = Assert.Single(rest["acts"]!.AsArray())!;
        Assert.Equal(["at", "operator", "role", "act", "target", "detail", "outcome", "status"], one.AsObject().Select(field => field.Key));
        Assert.Null(rest["next"]);
        var since = host.Clock.GetUtcNow().AddSeconds(-2).UtcDateTime.ToString("O");
        Assert.Equal(2, (await ListAsync(host, $"?since={since}"))["acts"]!.AsArray().Count);
    }

    [Fact]
    public async Task They_export_it_as_a_file_for_spreadsheets()
    {
        await using var host = await GatewayHost.StartAsync(settings => settings.Operators.Add(new() { Name = "=cmd \"x\",", Key = "third-key", Role = "Operator" }));
        for (var act = 0; act < 401; act++)
        {
            (await host.ApiAsync(HttpMethod.Post, "/api/targets/acme/vtex/pause", "third-key")).Dispose();
            host.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        using var answer = await host.ApiAsync(HttpMethod.Get, "/api/audit?format=csv");
        var lines = (await answer.Content.ReadAsStringAsync()).Split("\r\n");
        Assert.Equal(("text/csv", "audit.csv"), (answer.Content.Headers.ContentType?.MediaType, answer.Content.Headers.ContentDisposition?.FileName));
        Assert.Equal("at,operator,role,act,target,detail,outcome,status", lines[0]);
        Assert.Equal(401 + 2, lines.Length);
        Assert.EndsWith(",\"'=cmd \"\"x\"\",\",\"Operator\",\"pause\",\"acme/vtex\",\"\",\"done\",\"204\"", lines[1], StringComparison.Ordinal);
        Assert.Equal("", lines[^1]);
    }

    [Theory]
    [InlineData("?limit=0", "limit")]
    [InlineData("?limit=201", "limit")]
    [InlineData("?since=yesterday", "since")]
    [InlineData("?format=xml", "format")]
    [InlineData("?cursor=broken", "cursor")]
    [InlineData("?format=csv&cursor=broken", "cursor")]
    public async Task What_cannot_be_asked_is_refused(string query, string field)
    {
        await using var host = await StartAsync();
        using var answer = await host.ApiAsync(HttpMethod.Get, $"/api/audit{query}");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(field, (string?)(await GatewayHost.BodyAsync(answer))["field"]);
    }

    [Fact]
    public async Task A_reader_does_not_see_it()
    {
        await using var host = await StartAsync();
        using var answer = await host.ApiAsync(HttpMethod.Get, "/api/audit", GatewayHost.ReaderKey);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    private static Task<GatewayHost> StartAsync() => GatewayHost.StartAsync();

    private static async Task PostAsync(GatewayHost host, string path, JsonObject? body = null) => (await host.ApiAsync(HttpMethod.Post, path, body: body)).Dispose();

    private static async Task<JsonObject> ListAsync(GatewayHost host, string query)
    {
        using var answer = await host.ApiAsync(HttpMethod.Get, $"/api/audit{query}");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await GatewayHost.BodyAsync(answer);
    }
}
