using System.Net;
using System.Text;

namespace OrderGrains.Tests.Gateway;

public sealed class GatewayCredentialTests
{
    private static readonly byte[] Broken = Encoding.UTF8.GetBytes("{ this is no JSON");

    [Theory]
    [InlineData("acme", "wrong")]
    [InlineData("acme", null)]
    [InlineData("acme", "")]
    [InlineData("unknown", GatewayHost.OpaboxKey)]
    [InlineData("bare", GatewayHost.OpaboxKey)]
    [InlineData("ACME", GatewayHost.OpaboxKey)]
    [InlineData("a%2Fb", GatewayHost.OpaboxKey)]
    public async Task Every_kind_of_stranger_gets_the_same_401_before_anything_is_read(string tenant, string? key)
    {
        await using var host = await GatewayHost.StartAsync();
        var expected = await host.OpaboxAsync(Broken, "another wrong one");
        var response = await host.OpaboxAsync(Broken, key, tenant);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal(await expected.Content.ReadAsStringAsync(), await response.Content.ReadAsStringAsync());
        Assert.Equal(expected.Headers.Select(header => header.Key), response.Headers.Select(header => header.Key));
        Assert.Empty(host.Engine.Taken);
    }

    [Fact]
    public async Task Each_live_key_is_accepted()
    {
        await using var host = await GatewayHost.StartAsync();
        foreach (var key in (string[])[GatewayHost.OpaboxKey, "opabox-next-key"])
        {
            Assert.Equal(HttpStatusCode.OK, (await host.OpaboxAsync(Sample.Bytes("opabox-order.json"), key)).StatusCode);
        }
    }

    [Fact]
    public async Task All_of_OmniChats_headers_must_match()
    {
        await using var host = await GatewayHost.StartAsync(settings =>
            settings.Tenants["acme"].OmniChat!.WebhookHeaders["x-second"] = ["second"]);
        var response = await host.ChatAsync("order-provisioning", Sample.Bytes("omnichat-provisioning.json"));
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);

        using var request = new HttpRequestMessage(HttpMethod.Post, "/hooks/acme/omnichat/order-provisioning");
        request.Headers.Add("x-omni-token", "omnichat-next-key");
        request.Headers.Add("X-Second", "second");
        request.Content = new ByteArrayContent(Sample.Bytes("omnichat-provisioning.json"));
        request.Content.Headers.ContentType = new("application/json");
        Assert.Equal(HttpStatusCode.OK, (await host.Client.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task A_tenant_without_any_key_lets_nobody_in()
    {
        await using var host = await GatewayHost.StartAsync(settings =>
        {
            settings.Tenants["acme"].OmniChat!.WebhookHeaders.Clear();
            settings.Tenants["acme"].Opabox!.ApiKeys = [""];
            settings.Tenants["acme"].Vtex!.WebhookSecrets = [];
        });
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.ChatAsync("cancellation", Broken)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.OpaboxAsync(Broken, "")).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.VtexAsync(Broken)).StatusCode);
    }

    [Fact]
    public async Task The_credential_is_looked_at_before_method_and_content_type()
    {
        await using var host = await GatewayHost.StartAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.Client.GetAsync("/hooks/acme/opabox/orders")).StatusCode);

        using var get = new HttpRequestMessage(HttpMethod.Get, "/hooks/acme/opabox/orders");
        get.Headers.Add("x-api-key", GatewayHost.OpaboxKey);
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await host.Client.SendAsync(get)).StatusCode);

        foreach (var type in (string[])["text/plain", "application/jsonp", "application/json; charset=utf-16"])
        {
            using var post = new HttpRequestMessage(HttpMethod.Post, "/hooks/acme/opabox/orders");
            post.Content = new ByteArrayContent(Broken);
            post.Headers.Add("x-api-key", GatewayHost.OpaboxKey);
            post.Content.Headers.TryAddWithoutValidation("Content-Type", type);
            Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await host.Client.SendAsync(post)).StatusCode);
        }
    }

    [Fact]
    public async Task A_wrong_path_secret_is_a_401_and_is_logged_nowhere()
    {
        await using var host = await GatewayHost.StartAsync();
        Assert.Equal(HttpStatusCode.Unauthorized, (await host.VtexAsync(Broken, "wrong-secret-in-path")).StatusCode);
        Assert.DoesNotContain("wrong-secret-in-path", host.Log.All, StringComparison.Ordinal);
    }
}
