using System.Net;
using System.Text;
using System.Text.Encodings.Web;

namespace OrderGrains.Tests.Gateway;

public sealed class GatewayBodyTests(SharedGateway shared) : IClassFixture<SharedGateway>
{
    public static TheoryData<string, string> Malformed => new()
    {
        { "broken", "{\"id\": " },
        { "empty", "" },
        { "number", "42" },
        { "list", "[]" },
        { "null", "null" },
        { "deep", string.Concat(Enumerable.Repeat("{\"a\":", 100)) + "1" + new string('}', 100) },
        { "deep list", $"{{\"product_list\":{new string('[', 100)}{new string(']', 100)}}}" },
        { "half a pair", "{\"id\":\"\\ud800\"}" },
        { "half a pair in a name", "{\"\\udc00\":1}" },
        { "trailing", "{} {}" },
        { "comment", "{} // no" },
    };

    [Theory]
    [MemberData(nameof(Malformed))]
    public async Task A_body_that_is_no_object_is_400_and_kept(string what, string body)
    {
        var host = shared.Renew();
        var response = await host.OpaboxAsync(Encoding.UTF8.GetBytes(body));

        Assert.True(response.StatusCode == HttpStatusCode.BadRequest, what);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("$", (string?)(await GatewayHost.BodyAsync(response))["field"]);
        var refused = await GatewayHost.BodyAsync(await host.ApiAsync(HttpMethod.Get, "/api/refused"));
        Assert.All(
            refused["refused"]!.AsArray(),
            kept => Assert.Equal(("acme", "opabox/orders"), ((string?)kept!["tenant"], (string?)kept["hook"])));
        Assert.NotEmpty(refused["refused"]!.AsArray());
        Assert.Empty(host.Engine.Taken);
    }

    [Fact]
    public async Task Bytes_that_are_not_UTF_8_are_400_and_a_byte_order_mark_is_none()
    {
        var host = shared.Renew();
        Assert.Equal(HttpStatusCode.BadRequest, (await host.OpaboxAsync([0x7B, 0x22, 0xFF, 0x22, 0x3A, 0x31, 0x7D])).StatusCode);
        byte[] marked = [0xEF, 0xBB, 0xBF, .. Sample.Bytes("opabox-order.json")];
        Assert.Equal(HttpStatusCode.OK, (await host.OpaboxAsync(marked)).StatusCode);
    }

    [Theory]
    [InlineData(null, null, HttpStatusCode.OK, null)]
    [InlineData("application/json;charset=utf8", null, HttpStatusCode.OK, null)]
    [InlineData("application/json", "identity", HttpStatusCode.OK, null)]
    [InlineData("application/json", "gzip", HttpStatusCode.UnsupportedMediaType, "gzip")]
    [InlineData("application/json", "br", HttpStatusCode.UnsupportedMediaType, "br")]
    [InlineData("application/json", "x-unheard-of", HttpStatusCode.UnsupportedMediaType, "another encoding")]
    public async Task A_body_is_taken_unless_its_headers_say_that_it_is_something_else(
        string? type, string? encoding, HttpStatusCode status, string? named)
    {
        var host = shared.Renew();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/hooks/acme/opabox/orders")
        {
            Content = new ByteArrayContent(Sample.Bytes("opabox-order.json")),
        };
        request.Headers.Add("x-api-key", GatewayHost.OpaboxKey);
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        request.Content.Headers.TryAddWithoutValidation("Content-Encoding", encoding);
        using var response = await host.Client.SendAsync(request);
        Assert.Equal(status, response.StatusCode);
        Assert.Contains(named ?? "", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_packed_body_that_no_header_speaks_of_is_415_and_names_the_encoding()
    {
        var host = shared.Renew();
        using var packed = new MemoryStream();
        await using (var gzip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true))
        {
            await gzip.WriteAsync(Sample.Bytes("opabox-order.json"));
        }

        using var response = await host.OpaboxAsync(packed.ToArray());
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Contains("gzip", (string?)(await GatewayHost.BodyAsync(response))["detail"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_megabyte_is_413_also_when_no_length_is_told(bool chunked)
    {
        var host = shared.Renew();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/hooks/acme/opabox/orders")
        {
            Content = new ByteArrayContent(new byte[1024 * 1024]),
        };
        request.Headers.Add("x-api-key", GatewayHost.OpaboxKey);
        request.Headers.TransferEncodingChunked = chunked;
        request.Content.Headers.ContentType = new("application/json");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await host.Client.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task A_body_of_exactly_the_limit_is_read()
    {
        var host = shared.Renew();
        var sample = Sample.Bytes("opabox-order.json");
        byte[] padded = [.. sample, .. Enumerable.Repeat((byte)' ', (256 * 1024) - sample.Length)];
        Assert.Equal(HttpStatusCode.OK, (await host.OpaboxAsync(padded)).StatusCode);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await host.OpaboxAsync([.. padded, (byte)' '])).StatusCode);
    }

    [Fact]
    public async Task The_settings_say_how_large_and_how_deep_a_body_may_be()
    {
        await using var host = await GatewayHost.StartAsync(settings => (settings.Webhooks.MaxBodyBytes, settings.Webhooks.MaxDepth) = (5_000, 8));
        var sample = Sample.Bytes("opabox-order.json");
        byte[] padded = [.. sample, .. Enumerable.Repeat((byte)' ', 5_000 - sample.Length)];
        Assert.Equal(HttpStatusCode.OK, (await host.OpaboxAsync(padded)).StatusCode);
        using var large = await host.OpaboxAsync([.. padded, (byte)' ']);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, large.StatusCode);
        Assert.Contains("at most 5000 bytes", await large.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        Assert.Equal(HttpStatusCode.OK, (await host.OpaboxAsync(Deep(7))).StatusCode);
        using var deep = await host.OpaboxAsync(Deep(8));
        Assert.Equal(HttpStatusCode.BadRequest, deep.StatusCode);
        Assert.Contains("at most 8 levels", await deep.Content.ReadAsStringAsync(), StringComparison.Ordinal);

        byte[] Deep(int lists) =>
            [.. sample.AsSpan(0, sample.AsSpan().LastIndexOf((byte)'}')), .. Encoding.UTF8.GetBytes($",\"x\":{new string('[', lists)}{new string(']', lists)}}}")];
    }

    [Fact]
    public async Task An_order_that_a_record_could_not_hold_is_400()
    {
        var host = shared.Renew();
        var order = Sample.Object("opabox-order.json");
        var line = order["product_list"]![0]!;
        line["name"] = new string('<', 380);
        for (var i = 0; i < 160; i++)
        {
            order["product_list"]!.AsArray().Add(line.DeepClone());
        }

        // JSON writes '<' in six bytes; the sender needs one.
        var body = Encoding.UTF8.GetBytes(order.ToJsonString(new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        Assert.InRange(body.Length, 0, 256 * 1024);
        Assert.Equal(HttpStatusCode.BadRequest, (await host.OpaboxAsync(body)).StatusCode);
    }

    [Fact]
    public async Task An_engine_that_does_not_serve_is_503_with_a_time_to_come_back()
    {
        var host = shared.Renew();
        host.Engine.Answer = (_, _) => throw new EngineUnavailableException("starting", TimeSpan.FromMilliseconds(1500));
        var response = await host.OpaboxAsync(Sample.Bytes("opabox-order.json"));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(2), response.Headers.RetryAfter?.Delta);
    }
}
