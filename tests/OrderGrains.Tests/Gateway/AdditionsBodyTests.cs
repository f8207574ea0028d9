using System.Net;
using System.Text.Json.Nodes;

namespace OrderGrains.Tests.Gateway;

/// <summary>What an operator's <c>paid</c> and <c>replace</c> may bring (docs/vtex.md, "The twelve scenarios").</summary>
public sealed class AdditionsBodyTests
{
    private const string Order = "/api/orders/acme/opabox/46ad-1";

    [Theory]
    [InlineData("""{"taxes":[{"value":1.5}]}""", "taxes[0].skuId")]
    [InlineData("""{"taxes":[{"skuId":"1"}]}""", "taxes[0].value")]
    [InlineData("""{"taxes":[{"skuId":"1","value":"much"}]}""", "taxes[0].value")]
    [InlineData("""{"taxes":5}""", "taxes")]
    public async Task A_body_that_cannot_be_right_names_its_field_and_has_no_effect(string body, string field)
    {
        await using var host = await GatewayHost.StartAsync();
        foreach (var act in (string[])["paid", "replace"])
        {
            using var answer = await host.ApiAsync(HttpMethod.Post, $"{Order}/{act}", body: JsonNode.Parse(body));
            Assert.Equal((HttpStatusCode.BadRequest, field), (answer.StatusCode, (string?)(await GatewayHost.BodyAsync(answer))["field"]));
        }

        Assert.Empty(host.Engine.Taken);
    }

    [Fact]
    public async Task There_is_a_bound_to_them()
    {
        await using var host = await GatewayHost.StartAsync();
        var hints = new JsonArray([.. Enumerable.Range(0, Additions.Most + 1).Select(number => new JsonObject { ["trackingId"] = $"{number}" })]);
        using var answer = await host.ApiAsync(HttpMethod.Post, $"{Order}/paid", body: new JsonObject { ["trackingHints"] = hints });
        Assert.Equal((HttpStatusCode.BadRequest, "trackingHints"), (answer.StatusCode, (string?)(await GatewayHost.BodyAsync(answer))["field"]));
        Assert.Empty(host.Engine.Taken);
    }
}
