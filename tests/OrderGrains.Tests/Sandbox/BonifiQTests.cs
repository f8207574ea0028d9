using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using OrderGrains.Sandbox.BonifiQ;

namespace OrderGrains.Tests.Sandbox;

public class BonifiQTests
{
    private static readonly AuthenticationHeaderValue Basic = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes("token:key")));

    [Fact]
    public async Task Points_are_granted_once_however_often_the_order_is_sent()
    {
        await using var sandbox = await SandboxHost.StartAsync();
        await SendAsync(sandbox, Bodies.BonifiQOrder());
        Assert.Equal(BonifiQState.Pending, sandbox.Vendors.BonifiQ.Standing("46ad")!.State);
        var sent = await SendAsync(sandbox, Bodies.BonifiQOrder(completed: true));
        Assert.False(sent.GetProperty("HasError").GetBoolean());
        Assert.Equal("46ad", sent.GetProperty("Result").GetProperty("OriginalId").GetString());
        await SendAsync(sandbox, Bodies.BonifiQOrder(completed: true));
        var standing = sandbox.Vendors.BonifiQ.Standing("46ad")!;
        Assert.Equal((BonifiQState.Completed, true, 1), (standing.State, standing.PointsStand, standing.Grants));
        Assert.Equal((24.25m, 24.25m), (standing.OrderTotal, standing.ProductsTotal));
    }

    [Fact]
    public async Task A_cancel_takes_the_points_back_once()
    {
        await using var sandbox = await SandboxHost.StartAsync();
        await SendAsync(sandbox, Bodies.BonifiQOrder(completed: true));
        var body = new { OrderCancelledDate = "2026-03-03T10:00:00Z", OrderStatus = "Cancelled" };
        for (var time = 0; time < 2; time++)
        {
            var reply = await sandbox.SendAsync(HttpMethod.Post, "/bonifiq/v1/pvt/Order/46ad/cancel", body, Basic);
            Assert.True(reply.Body.GetProperty("Result").GetProperty("isCanceled").GetBoolean());
        }

        var standing = sandbox.Vendors.BonifiQ.Standing("46ad")!;
        Assert.Equal((BonifiQState.Cancelled, false, 1, 1), (standing.State, standing.PointsStand, standing.Grants, standing.Reversals));
        var read = await sandbox.SendAsync(HttpMethod.Get, "/bonifiq/v1/pvt/Order/46ad", null, Basic);
        Assert.Equal(3, read.Body.GetProperty("Result").GetProperty("Status").GetInt32());
    }

    [Theory]
    [InlineData("OriginalId", "\"\"", 7)]
    [InlineData("Customer", "null", 7)]
    [InlineData("OrderPlacementDate", "\"2026-03-01T10:00:00-03:00\"", 8)]
    [InlineData("OrderTotal", "0", 9)]
    [InlineData("OrderCompletedDate", "null", 11)]
    [InlineData("IsCompleted", "false", 11)]
    [InlineData("OrderCompletedDate", "\"2026-03-01T10:00:00Z\"", 12)]
    [InlineData("IsCancelledOrReturned", "true", 13)]
    [InlineData("OrderCancelledDate", "\"2026-03-03T10:00:00Z\"", 14)]
    public async Task A_completed_order_that_breaks_a_rule_is_HTTP_200_with_its_code(string field, string value, int code)
    {
        await Refused(Bodies.BonifiQOrder(completed: true), field, value, code);
    }

    [Theory]
    [InlineData("OrderCancelledDate", "null", 14)]
    [InlineData("OrderCancelledDate", "\"2026-02-01T10:00:00Z\"", 15)]
    [InlineData("IsCompleted", "true", 13)]
    public async Task A_cancelled_order_that_breaks_a_rule_is_HTTP_200_with_its_code(string field, string value, int code)
    {
        await Refused(Bodies.BonifiQOrder(cancelled: true), field, value, code);
    }

    [Fact]
    public async Task An_unknown_order_is_an_error_in_the_envelope()
    {
        await using var sandbox = await SandboxHost.StartAsync();
        var read = await sandbox.SendAsync(HttpMethod.Get, "/bonifiq/v1/pvt/Order/none", null, Basic);
        Assert.Equal((200, true), (read.Status, read.Body.GetProperty("HasError").GetBoolean()));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("Bearer", "x")]
    [InlineData("Basic", "!!")]
    [InlineData("Basic", "dG9rZW46")]
    public async Task Without_a_token_and_a_key_nothing_is_kept(string? scheme, string? value)
    {
        await using var sandbox = await SandboxHost.StartAsync();
        var authorization = scheme is null ? null : new AuthenticationHeaderValue(scheme, value);
        Assert.Equal(401, (await sandbox.SendAsync(HttpMethod.Post, "/bonifiq/v1/pvt/Order", Bodies.BonifiQOrder(), authorization)).Status);
        Assert.Empty(sandbox.Vendors.BonifiQ.Standings());
    }

    private static async Task Refused(JsonObject order, string field, string value, int code)
    {
        await using var sandbox = await SandboxHost.StartAsync();
        order[field] = JsonNode.Parse(value);
        var envelope = await SendAsync(sandbox, order);
        Assert.Equal((true, code), (envelope.GetProperty("HasError").GetBoolean(), envelope.GetProperty("ErrorCode").GetInt32()));
        Assert.Equal(code.ToString("00"), envelope.GetProperty("Code").GetString());
        Assert.Empty(sandbox.Vendors.BonifiQ.Standings());
    }

    private static async Task<JsonElement> SendAsync(SandboxHost sandbox, JsonObject order)
    {
        var reply = await sandbox.SendAsync(HttpMethod.Post, "/bonifiq/v1/pvt/Order", order, Basic);
        Assert.Equal(200, reply.Status);
        return reply.Body;
    }
}
