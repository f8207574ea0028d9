using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace OrderGrains.Tests.Gateway;

/// <summary>Every route that the gateway maps.</summary>
public sealed class RoutesTests
{
    /// <summary>What answers without a key. A route that is added stands here, or asks for one.</summary>
    private static readonly string[] Public =
    [
        "GET /console/assets/console.css", "GET /console/assets/console.js", "GET /console/assets/icon.svg", "GET /console/sign-in", "GET /health/live", "GET /health/ready",
        "GET /health/startup", "POST /hooks/{**rest}",
    ];

    /// <summary>What a Reader may post to the console: it changes no order and no target.</summary>
    private static readonly string[] ForReaders = ["/console/of-person", "/console/sign-in", "/console/sign-out"];

    /// <summary>What changes nothing and yet is no GET. A reader may use it.</summary>
    private static readonly string[] LooksOnly = ["POST /api/orders/search"];

    [Fact]
    public async Task Each_route_asks_for_a_key_unless_it_is_listed_as_public()
    {
        await using var host = await GatewayHost.StartAsync();
        var open = new List<string>();
        foreach (var (method, route) in Routes(host))
        {
            using var request = new HttpRequestMessage(new(method), Path(route));
            using var answer = await host.Client.SendAsync(request);
            host.Clock.Advance(TimeSpan.FromMinutes(1)); // So that wrong keys are not slowed.
            if (answer.StatusCode != HttpStatusCode.Unauthorized)
            {
                open.Add($"{method} {route}");
            }
        }

        Assert.Equal(Public, open.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Who_posts_to_a_hook_that_is_none_is_told_which_there_are()
    {
        await using var host = await GatewayHost.StartAsync();
        using var answer = await host.PostAsync("/hooks/acme/opabx/orders", Sample.Bytes("opabox-order.json"), "x-api-key", GatewayHost.OpaboxKey);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        var told = (await GatewayHost.BodyAsync(answer))["detail"]!.GetValue<string>();
        Assert.Contains("/hooks/{tenant}/opabox/orders, ", told, StringComparison.Ordinal);
        Assert.DoesNotContain("**", told, StringComparison.Ordinal);
        Assert.DoesNotContain("opabx", host.Log.All, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_route_of_the_API_that_changes_something_asks_for_an_operator()
    {
        await using var host = await GatewayHost.StartAsync();
        var acts = Routes(host).Where(one => one.Route.StartsWith("/api/", StringComparison.Ordinal) && one.Method != "GET" && !LooksOnly.Contains($"{one.Method} {one.Route}")).ToList();
        Assert.NotEmpty(acts);
        foreach (var (method, route) in acts)
        {
            using var answer = await host.ApiAsync(new(method), Path(route), GatewayHost.ReaderKey);
            Assert.True(answer.StatusCode == HttpStatusCode.Forbidden, $"{method} {route}: {answer.StatusCode}");
        }
    }

    [Fact]
    public async Task Each_form_of_the_console_that_changes_something_asks_for_an_operator_and_for_its_own_page()
    {
        await using var host = await GatewayHost.StartAsync();
        var reader = await host.VisitAsync(GatewayHost.ReaderKey);
        var withoutToken = await host.VisitAsync();
        var acts = Routes(host).Where(one => one.Route.StartsWith("/console", StringComparison.Ordinal) && one.Method != "GET" && !ForReaders.Contains(one.Route)).ToList();
        Assert.True(acts.Count >= 9, $"{acts.Count} forms");
        foreach (var (method, route) in acts)
        {
            withoutToken.Token = null;
            Assert.Equal((route, 403, 400), (route, (await reader.PostAsync(Path(route))).Status, (await withoutToken.PostAsync(Path(route))).Status));
        }

        Assert.Empty(host.Engine.Taken);
        Assert.Empty(host.Targets.Paused);
    }

    [Fact]
    public async Task Each_answer_tells_a_browser_to_keep_run_and_frame_nothing()
    {
        await using var host = await GatewayHost.StartAsync();
        foreach (var (method, route) in Routes(host))
        {
            using var answer = await host.ApiAsync(new(method), Path(route));
            host.Clock.Advance(TimeSpan.FromMinutes(1));
            Assert.All(
                new Dictionary<string, string>
                {
                    ["Cache-Control"] = route.StartsWith("/console/assets/", StringComparison.Ordinal) ? "public, max-age=31536000, immutable" : "no-store",
                    ["Content-Security-Policy"] = "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'",
                    ["X-Content-Type-Options"] = "nosniff",
                    ["X-Frame-Options"] = "DENY",
                    ["Referrer-Policy"] = "no-referrer",
                    ["Cross-Origin-Resource-Policy"] = "same-origin",
                },
                header => Assert.True(
                    answer.Headers.TryGetValues(header.Key, out var values) && values.Single() == header.Value, $"{method} {route} ({(int)answer.StatusCode}): {header.Key}"));
            Assert.False(answer.Headers.Contains("Strict-Transport-Security")); // It did not come by TLS.
        }
    }

    /// <summary>Each method of each route; a hook takes any, and is asked by POST.</summary>
    private static List<(string Method, string Route)> Routes(GatewayHost host) =>
    [
        .. from endpoint in host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        from method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods is [_, ..] methods ? methods : ["POST"]
        orderby endpoint.RoutePattern.RawText, method
        select (method, "/" + endpoint.RoutePattern.RawText!.TrimStart('/')),
    ];

    private static string Path(string route) =>
        string.Join('/', route.Split('/').Select(part => part.StartsWith('{') ? part.Contains("channel", StringComparison.Ordinal) ? "opabox" : part.Contains(":int", StringComparison.Ordinal) ? "1" : "x1" : part));
}
