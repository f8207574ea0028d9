using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http;

namespace OrderGrains.EngineTests.Privacy;

/// <summary>A person's data through every hook and every vendor's answer, and every byte that the hub shows or logs (docs/privacy.md, "Masking").</summary>
public sealed partial class PlantedPersonsTests : IAsyncLifetime
{
    private const string Vtex = $"/hooks/{TestTenant.Name}/vtex/{TestTenant.VtexSecret}";

    private readonly CapturedLog _log = new();
    private readonly GossipingVendors _vendors = new();
    private readonly List<string> _answers = [];
    private TestHub _hub = null!;

    public async Task InitializeAsync() => _hub = await TestHub.StartAsync(options =>
    {
        options.Log = _log;
        options.Services.ConfigureAll<HttpClientFactoryOptions>(clients => clients.HttpMessageHandlerBuilderActions.Add(handlers =>
            handlers.PrimaryHandler = new Through(_vendors, handlers.PrimaryHandler)));
    });

    public async Task DisposeAsync() => await _hub.DisposeAsync();

    [Theory]
    [InlineData("opabox")]
    [InlineData("omnichat")]
    public async Task Nothing_of_a_person_is_shown_whatever_the_vendors_answer(string channel)
    {
        var gossip = JsonSerializer.Serialize(channel == "opabox" ? Planted.OfOpabox : Planted.OfChat);
        _vendors.Answer(
            "/sandbox/vtex",
            (500, $$"""{"message":{{gossip}}}"""),
            (200, $$"""[{"code":"EOI000","message":{{gossip}},"operationId":{{gossip}},"flow":"Euzebio Quartzo","errors":[{"code":"CPF","description":{{gossip}}}]}]"""),
            (404, $$"""{"error":{"message":{{gossip}} } }"""),
            (400, $$"""{"code":"EOI005","message":{{gossip}},"accountName":"Quartzo","success":false,"errors":[{"description":{{gossip}}}]}"""));
        _vendors.Answer(
            "/sandbox/bonifiq",
            (200, $$"""{"HasError":true,"Severity":2,"ErrorCode":"52998224725","ErrorMessage":{{gossip}}}"""),
            (200, $$"""{"HasError":true,"Severity":2,"ErrorCode":"Euzebio Quartzo","ErrorMessage":"no"}"""),
            (200, $$"""{"HasError":false,"HasWarning":true,"Severity":1,"Message":{{gossip}}}"""));
        _vendors.Answer(
            "/sandbox/omnichat",
            (400, $$"""{"title":{{gossip}}}"""),
            (200, $$"""{"success":false,"message":{{gossip}}}"""),
            (503, $$"""{"detail":{{gossip}}}"""));
        await (channel == "opabox" ? Opabox("planted", 2) : Chat("order-provisioning", Planted.Chat("planted")));
        for (var tries = 0; tries < 4; tries++)
        {
            for (var minutes = 0; minutes < 40; minutes += 4)
            {
                await _hub.AdvanceAsync(TimeSpan.FromMinutes(4));
            }

            await LookAsync($"{channel}/planted");
            var order = await _hub.ApiAsync(HttpMethod.Get, $"/api/orders/acme/{channel}/planted");
            foreach (var request in order.Body!["requests"]!.AsArray().Where(request => (string?)request!["state"] == "Parked"))
            {
                await Api(HttpMethod.Post, $"/api/orders/acme/{channel}/planted/requests/{request!["id"]}/retry");
            }
        }

        Assert.True(_vendors.Told >= 4, $"{_vendors.Told} answers");
        DemandNothing();
    }

    [Fact]
    public async Task Nothing_of_a_person_is_shown_whatever_the_hooks_bring()
    {
        await Opabox("planted-3", 1);
        await _hub.IdleAsync();
        await Opabox("planted-3", 2);
        var wrong = Planted.Opabox("planted-4", 2);
        wrong["status"] = "Euzebio Quartzo";
        await Send("/opabox/orders", "x-api-key", TestTenant.OpaboxKey, wrong);
        await Send("/opabox/orders", "x-api-key", TestTenant.OpaboxKey, new JsonObject { ["id"] = Planted.OfChat, ["code"] = "Euzebio Quartzo" });
        await Chat("order-checker", Planted.Chat("planted-5"));
        await Chat("order-provisioning", Planted.Chat("planted-5"));
        await _hub.IdleAsync();
        await Chat("status-change", Change("Euzebio Quartzo"));
        await Chat("status-change", Change("PAID"));
        await Chat("cancellation", Change("CANCELLED"));
        await Chat("order-checker", Planted.Chat(Planted.OfChat));

        foreach (var id in (string[])["OB-planted-3", "none", Planted.OfChat])
        {
            await Send("/vtex-result", new JsonObject
            {
                ["accountName"] = id == "none" ? "Euzebio Quartzo" : "acme", ["code"] = id == "none" ? "QUARTZO" : "EOI005", ["flow"] = "PlaceOrder",
                ["marketplaceOrderId"] = id, ["message"] = Planted.OfOpabox, ["operationId"] = "Euzebio Quartzo 52998224725", ["success"] = false,
                ["errors"] = new JsonArray(new JsonObject { ["code"] = "FMT", ["description"] = Planted.OfOpabox }),
            });
            await Send("/order-hook", new JsonObject
            {
                ["Domain"] = "Marketplace", ["OrderId"] = id, ["State"] = "Euzebio Quartzo 529.982.247-25", ["Origin"] = new JsonObject { ["Account"] = "acme" },
            });
        }

        var invoice = new JsonObject
        {
            ["type"] = "Output", ["invoiceNumber"] = "Euzebio Quartzo", ["invoiceValue"] = 10, ["courier"] = Planted.OfOpabox, ["trackingNumber"] = "52998224725",
            ["trackingUrl"] = "https://carrier.example/?cpf=52998224725&name=Euzebio+Quartzo", ["invoiceUrl"] = "https://x.example/52998224725",
        };
        await Send("/pub/orders/OB-planted-3/invoice", invoice);
        await Send("/pvt/orders/OB-planted-3/cancel", new JsonObject { ["reason"] = Planted.OfOpabox });
        await Api(HttpMethod.Post, "/api/orders/acme/opabox/planted-3/cancel", new JsonObject { ["reason"] = Planted.OfOpabox });
        await _hub.AdvanceAsync(TimeSpan.FromMinutes(3));
        await LookAsync("opabox/planted-3", "omnichat/planted-5");
        DemandNothing();
    }

    private static JsonObject Change(string status) => new()
    {
        ["order"] = Planted.Chat("planted-5"),
        ["statusChange"] = new JsonObject { ["status"] = status, ["responsible"] = "Euzebio Quartzo", ["message"] = Planted.OfChat, ["updatedAt"] = "2026-03-02T12:00:00Z" },
    };

    private Task Opabox(string id, int status) => Send("/opabox/orders", "x-api-key", TestTenant.OpaboxKey, Planted.Opabox(id, status));

    private Task Chat(string hook, JsonNode body) => Send($"/omnichat/{hook}", TestTenant.OmniChatHeader, TestTenant.OmniChatKey, body);

    private Task Send(string path, JsonNode body) =>
        Call(HttpMethod.Post, Vtex + path.Replace("/vtex-result", "/order-integration/notification/processing-result", StringComparison.Ordinal), null, body);

    private Task Send(string path, string header, string key, JsonNode body) => Call(HttpMethod.Post, $"/hooks/{TestTenant.Name}{path}", (header, key), body);

    private Task Api(HttpMethod method, string path, JsonNode? body = null) => Call(method, path, ("X-Api-Key", TestTenant.OperatorKey), body);

    private async Task LookAsync(params string[] orders)
    {
        foreach (var path in (string[])
            [
                "/api/orders", "/api/orders?format=csv", "/api/failures", "/api/jobs", "/api/unmatched", "/api/refused", "/api/targets", "/api/hooks", "/api/stats", "/api/audit", "/api/audit?format=csv", "/health/ready", "/metrics",
                .. orders.Select(order => $"/api/orders/acme/{order}"),
            ])
        {
            await Api(HttpMethod.Get, path);
        }

        foreach (var language in (string[])["en", "pt-BR"])
        {
            await BrowseAsync(new(_hub.Http, language), orders);
        }
    }

    /// <summary>Every page of the console, and all that the log has of the orders.</summary>
    private async Task BrowseAsync(ConsoleVisitor visitor, string[] orders)
    {
        Assert.Equal(302, (await visitor.SignInAsync(TestTenant.OperatorKey)).Status);
        foreach (var path in (string[])
            ["", "/person", "/person?reason=RequestParked", "/retrying", "/waiting", "/parked", "/orders", "/targets", "/unmatched", "/refused", "/tenants", .. orders.Select(order => $"/orders/acme/{order}")])
        {
            var page = await visitor.GetAsync($"/console{path}");
            Assert.Equal(200, page.Status);
            Look("GET", $"/console{path}", $"{page.Headers}{page.Html}");
            foreach (var turn in Turns().Matches(page.Html).Select(link => link.Groups[1].Value).Distinct())
            {
                Look("GET", turn, (await visitor.GetAsync(turn)).Html);
            }
        }

        Look("POST", "/console/of-person", (await visitor.PostAsync("/console/of-person", ("document", "529.982.247-25"))).Html.Replace("***982247**", "", StringComparison.Ordinal));
    }

    private async Task Call(HttpMethod method, string path, (string Name, string Value)? header, JsonNode? body)
    {
        using var request = new HttpRequestMessage(method, path);
        if (header is { } one)
        {
            request.Headers.Add(one.Name, one.Value);
        }

        request.Content = body is null ? null : new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        using var answer = await _hub.Http.SendAsync(request);
        Look(method.Method, path, $"{(int)answer.StatusCode} {answer.Headers}{await answer.Content.ReadAsStringAsync()}");
    }

    /// <summary>Keeps what was shown, also as who reads JSON or HTML sees it.</summary>
    private void Look(string method, string path, string text) =>
        _answers.Add($"{method} {path}\n{text}\n{Regex.Replace(text, @"\\u([0-9A-Fa-f]{4})", code => $"{(char)Convert.ToInt32(code.Groups[1].Value, 16)}")}\n{WebUtility.HtmlDecode(text)}");

    private void DemandNothing()
    {
        Assert.All(_answers, answer => Assert.True(!Planted.In(answer).Any(), $"{string.Join(", ", Planted.In(answer))} in {answer}"));
        Assert.All(_log.Lines, line => Assert.True(!Planted.In(line.Text).Any(), $"{string.Join(", ", Planted.In(line.Text))} in {line.Category}: {line.Text}"));
        Assert.Contains(_answers, answer => answer.Contains("***", StringComparison.Ordinal));
        Assert.NotEmpty(_log.Lines);
    }

    [GeneratedRegex("href=\"(/console/orders/[^\"]*/turns/[0-9]+)\"")]
    private static partial Regex Turns();

    /// <summary>Puts a handler of the test's before the hub's way to the vendors; both are used for all clients.</summary>
    private sealed class Through(GossipingVendors vendors, HttpMessageHandler inner) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            vendors.InnerHandler ??= inner;
            using var invoker = new HttpMessageInvoker(vendors, disposeHandler: false);
            return await invoker.SendAsync(request, cancellationToken);
        }
    }
}
