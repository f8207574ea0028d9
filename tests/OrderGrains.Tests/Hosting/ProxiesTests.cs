using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using OrderGrains.Silo;

namespace OrderGrains.Tests.Hosting;

public sealed class ProxiesTests
{
    [Theory]
    [InlineData("203.0.113.9 https", "127.0.0.0/8")]
    [InlineData("203.0.113.9 https", "10.0.0.1", "127.0.0.1")]
    [InlineData("127.0.0.1 http", "10.0.0.1")]
    [InlineData("127.0.0.1 http")]
    public async Task A_clients_address_is_believed_from_the_proxies_that_are_named_alone(string seen, params string[] proxies)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        app.UseProxies(proxies);
        app.MapGet("/", (HttpContext http) => $"{http.Connection.RemoteIpAddress} {http.Request.Scheme}");
        await app.StartAsync();

        using var http = new HttpClient { BaseAddress = new(app.Urls.First()) };
        http.DefaultRequestHeaders.Add("X-Forwarded-For", "203.0.113.9");
        http.DefaultRequestHeaders.Add("X-Forwarded-Proto", "https");
        Assert.Equal(seen, await http.GetStringAsync("/"));
    }

    [Theory]
    [InlineData("10.0.0.0/8", true)]
    [InlineData("2001:db8::/32", true)]
    [InlineData("10.0.0.1", true)]
    [InlineData("10.0.0.1/8", true)]
    [InlineData("10.0.0.0/33", false)]
    [InlineData("proxy.example", false)]
    [InlineData("", false)]
    public void A_proxy_is_an_address_or_a_network(string text, bool right) => Assert.Equal(right, Networks.Read(text) is not null);
}
