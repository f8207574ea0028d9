using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging;
using OrderGrains.Gateway.Operations;

namespace OrderGrains.Tests.Gateway;

public sealed class GatewayMaskingTests
{
    [Theory]
    [InlineData("Leandro Zanardi", "L… Z…")]
    [InlineData("  Ângela  de\tSouza ", "Â… d… S…")]
    [InlineData("😀x", "😀…")]
    [InlineData(" ", null)]
    [InlineData(null, null)]
    public void A_name_is_shown_by_its_initials(string? name, string? masked) => Assert.Equal(masked, PersonalData.Initials(name));

    [Theory]
    [InlineData("28552233851", "***522338**")]
    [InlineData("285.522.338-51", "***522338**")]
    [InlineData("12.ABC.345/01DE-35", "***")]
    [InlineData("1", "***")]
    [InlineData("", null)]
    [InlineData("AB123456789", "***")]
    public void A_CPF_is_shown_by_its_middle(string document, string? masked) => Assert.Equal(masked, Masking.Document(document));

    [Theory]
    [InlineData("285.522.338-51", true)]
    [InlineData("00055544465", false)]
    [InlineData("11111111111", false)]
    [InlineData("12.ABC.345/01DE-35", true)]
    [InlineData("12abc34501de35", true)]
    [InlineData("12.ABC.345/01DE-36", false)]
    [InlineData("00000000000191", true)]
    [InlineData("00000000000192", false)]
    [InlineData("TRED98E", false)]
    [InlineData("１２３４５６７８９０１", false)]
    public void Documents_are_told_by_their_check_digits(string document, bool valid) => Assert.Equal(valid, Documents.IsValid(document));

    [Theory]
    [InlineData("13025-230", "13025230")]
    [InlineData("01.310-100", "01310100")]
    [InlineData("CEP", null)]
    [InlineData("1302523", null)]
    [InlineData("00000-000", null)]
    [InlineData(null, null)]
    public void A_CEP_has_eight_digits(string? text, string? digits) => Assert.Equal(digits, PostalCodes.Digits(text));

    [Fact]
    public async Task A_refused_body_is_kept_masked()
    {
        await using var host = await GatewayHost.StartAsync();
        var order = Sample.Object("opabox-order.json");
        order["status"] = 99;
        order["note"] = "call Leandro";
        order["number"] = 28552233851;
        Assert.Equal(HttpStatusCode.BadRequest, (await host.OpaboxAsync(order)).StatusCode);

        var listed = await GatewayHost.BodyAsync(await host.ApiAsync(HttpMethod.Get, "/api/refused"));
        var kept = Assert.Single(listed["refused"]!.AsArray())!;
        Assert.Equal(("acme", "opabox/orders", "status"), ((string?)kept["tenant"], (string?)kept["hook"], (string?)kept["field"]));
        Assert.Equal("2026-03-02T12:00:00Z", (string?)kept["at"]);
        var body = (string?)kept["body"];
        Assert.Contains("\"status\":99", body, StringComparison.Ordinal);
        Assert.Contains("46ad3bd0-185f-11eb-8e95-fb0cf7bfccb9", body, StringComparison.Ordinal);
        foreach (var personal in (string[])["Leandro", "Zanardi", "28552233851", "+5511994215695", "13025", "Brasiliense", "Campinas"])
        {
            Assert.DoesNotContain(personal, kept.ToJsonString(), StringComparison.Ordinal);
            Assert.DoesNotContain(personal, host.Log.All, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_list_of_refused_bodies_is_bounded_and_starts_with_the_newest()
    {
        await using var host = await GatewayHost.StartAsync();
        for (var i = 0; i < 230; i++)
        {
            host.Clock.Advance(TimeSpan.FromSeconds(1));
            await host.OpaboxAsync(JsonNode.Parse($$"""{"id":"{{i}}"}""")!);
        }

        var listed = await GatewayHost.BodyAsync(await host.ApiAsync(HttpMethod.Get, "/api/refused?limit=200"));
        var rest = await GatewayHost.BodyAsync(await host.ApiAsync(HttpMethod.Get, $"/api/refused?limit=200&cursor={listed["next"]}"));
        Assert.Equal(200, listed["refused"]!.AsArray().Count);
        Assert.InRange(rest["refused"]!.AsArray().Count, 1, 10); // What came since the last trimming.
        Assert.Null(rest["next"]);
        Assert.Equal("{\"id\":\"229\"}", (string?)listed["refused"]![0]!["body"]);
        Assert.Equal("{\"id\":\"29\"}", (string?)rest["refused"]![0]!["body"]);
    }

    [Fact]
    public async Task Nothing_that_is_logged_holds_a_secret_a_path_or_a_body()
    {
        await using var host = await GatewayHost.StartAsync();
        await host.OpaboxAsync(Sample.Bytes("opabox-order.json"));
        await host.OpaboxAsync(Encoding.UTF8.GetBytes("{\"id\":\"secret-body"));
        await host.OpaboxAsync(Sample.Bytes("opabox-order.json"), "presented-wrong-key");
        await host.OpaboxAsync(Sample.Bytes("opabox-order.json"), GatewayHost.OpaboxKey, "chosen-by-a-stranger");
        await host.ChatAsync("order-checker", Sample.Bytes("omnichat-order-checker.json"));
        await host.VtexAsync(Sample.Bytes("vtex-integrated.json"));
        await host.VtexAsync(Encoding.UTF8.GetBytes("[]"));
        host.Engine.Answer = (_, _) => throw new EngineUnavailableException("stopping", TimeSpan.FromSeconds(1));
        await host.OpaboxAsync(Sample.Bytes("opabox-order.json"));

        foreach (var forbidden in (string[])
            [
                GatewayHost.OpaboxKey, GatewayHost.OmniChatKey, GatewayHost.VtexSecret, "presented-wrong-key", "chosen-by-a-stranger",
                "secret-body", "Zanardi", "28552233851", "00055544465", "/hooks/acme",
            ])
        {
            Assert.DoesNotContain(forbidden, host.Log.All, StringComparison.Ordinal);
        }

        var warnings = host.Log.Lines.Where(line => line.Level == LogLevel.Warning).Select(line => line.Text).ToArray();
        Assert.Equal(3, warnings.Length); // The second wrong key of a minute is counted.
        Assert.Contains(warnings, line => line.StartsWith(
            "Refused with 400, field $, at /hooks/{tenant}/vtex/{secret}/order-integration/notification/processing-result, tenant acme, from 127.0.0.1",
            StringComparison.Ordinal));
        Assert.Contains(warnings, line => line.StartsWith(
            "Refused with 401, field -, at /hooks/{tenant}/opabox/orders, tenant -, from 127.0.0.1", StringComparison.Ordinal));
    }
}
