using System.Net;
using static OrderGrains.Tests.Connectors.BonifiQ.BonifiQCalls;

namespace OrderGrains.Tests.Connectors.BonifiQ;

/// <summary>What BonifiQ's answers mean.</summary>
public sealed class BonifiQAnswerTests
{
    [Theory]
    [InlineData("""{"HasError":true,"ErrorCode":11,"ErrorMessage":"CPF 285.522.338-51"}""", "BONIFIQ 11")]
    [InlineData("""{"HasError":false,"Severity":2,"Code":"07","CodeName":"Null"}""", "BONIFIQ 7")]
    public async Task A_failure_that_comes_as_HTTP_200_is_one(string body, string code)
    {
        var vendor = new Vendor().Answers(HttpStatusCode.OK, body);

        var refused = Assert.IsType<DeliveryRefused>((await vendor.CallAsync(Delivery(SeedOrders.ChatOrder, SeedOrders.State(SeedOrders.ChatSample()), "Pending"))).Result);

        Assert.Equal(code, refused.Code);
        Assert.DoesNotContain("285", refused.Error);
    }

    [Theory]
    [InlineData("""{"HasError":true,"ErrorCode":503}""", typeof(RetryLater))]
    [InlineData("""{"HasError":false}""", typeof(Delivered))]
    [InlineData("""{"Severity":0,"Result":{}}""", typeof(Delivered))]
    public async Task Other_answers_have_their_meaning(string body, Type result)
    {
        var vendor = new Vendor().Answers(HttpStatusCode.OK, body);

        Assert.IsType(result, (await vendor.CallAsync(Delivery(SeedOrders.ChatOrder, SeedOrders.State(SeedOrders.ChatSample()), "Pending"))).Result);
    }

    [Theory]
    [InlineData(200, "")]
    [InlineData(204, "")]
    [InlineData(200, "[]")]
    [InlineData(200, "null")]
    [InlineData(200, "\"x\"")]
    [InlineData(200, "5")]
    [InlineData(200, "{}")]
    [InlineData(200, "<html>busy</html>")]
    [InlineData(200, """{"HasError":"no"}""")]
    public async Task A_success_without_BonifiQs_envelope_is_no_delivery(int status, string body)
    {
        foreach (var (state, standing) in ((OrderState, string)[])[(SeedOrders.State(SeedOrders.OpaboxSample()), "Pending"), (WasCompleted(), "Cancelled")])
        {
            var vendor = new Vendor().Answers((HttpStatusCode)status, body);

            var unknown = Assert.IsType<DeliveryUnknown>((await vendor.CallAsync(Delivery(SeedOrders.OpaboxOrder, state, standing))).Result);

            Assert.Equal(("NO_ENVELOPE", true), (unknown.Code, unknown.OffContract));
            Assert.Single(vendor.Calls);
        }
    }

    [Fact]
    public async Task A_code_that_is_none_is_not_kept()
    {
        var vendor = new Vendor().Answers(HttpStatusCode.OK, """{"HasError":true,"ErrorCode":"1\r\n2026 INFO all is well"}""");

        var reply = await vendor.CallAsync(Delivery(SeedOrders.ChatOrder, SeedOrders.State(SeedOrders.ChatSample()), "Pending"));

        Assert.Equal("BONIFIQ ?", Assert.IsType<DeliveryRefused>(reply.Result).Code);
    }

    [Fact]
    public async Task A_warning_is_a_delivery_with_a_warning()
    {
        var vendor = new Vendor().Answers(HttpStatusCode.OK, """{"HasError":false,"HasWarning":true,"Severity":1,"Message":"Already there"}""");

        var reply = await vendor.CallAsync(Delivery(SeedOrders.ChatOrder, SeedOrders.State(SeedOrders.ChatSample()), "Pending"));

        Assert.Equal(new LoyaltyAnswer("Already there"), Assert.IsType<Delivered>(reply.Result).Answer);
    }
}
