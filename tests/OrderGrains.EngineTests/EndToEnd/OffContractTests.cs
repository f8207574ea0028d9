using Microsoft.AspNetCore.Http;

namespace OrderGrains.EngineTests.EndToEnd;

/// <summary>Vendors, or who stands before them, answer a success that says nothing of the call, or of another one.</summary>
[Collection(EndToEndTests.Name)]
public sealed class OffContractTests(ImpatientHub hub) : IClassFixture<ImpatientHub>, IDisposable
{
    private static readonly Dictionary<string, string> Bodies = new()
    {
        ["empty"] = "",
        ["page"] = "<html>busy</html>",
        ["null"] = "null",
        ["approved-at-once"] = """{"code":"SOI001","flow":"PlaceOrder","success":true,"marketplaceOrderId":"OB-another"}""",
        ["unknown-code"] = """{"code":"EOI077","flow":"Unknown","success":false}""",
    };

    private int _calls;

    public static TheoryData<string, bool, bool> Placements
    {
        get
        {
            var all = new TheoryData<string, bool, bool>();
            foreach (var body in Bodies.Keys.Where(body => Campaign.IsAsked || body is "page" or "approved-at-once"))
            {
                all.Add(body, true, false);
                all.Add(body, false, true);
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(Placements))]
    public async Task A_placement_and_an_approval_that_are_answered_so_have_one_effect(string body, bool taken, bool killed)
    {
        var order = $"off-{body}-{taken}";
        Answers("/api/order-integration/orders", Bodies[body], taken);
        await hub.AcceptsAsync(() => hub.OpaboxAsync(Sample.Opabox(1, order)));
        await hub.OrderAsync($"opabox/{order}", seen => seen.Attempts("PlaceOrder") > 0, "the placement is answered");
        await AgainAsync(killed);
        await hub.OrderAsync($"opabox/{order}", seen => seen is { Vtex: "Integrated", Settled: true, Attention: null }, "it is placed");
        Assert.Equal((1, 0), (Standing(order).Places, Standing(order).Repeats));

        Answers("/api/order-integration/orders/status", body == "approved-at-once" ? """{"code":"SOI001","flow":"PlaceOrder","success":true}""" : Bodies[body], taken);
        await hub.AcceptsAsync(() => hub.OpaboxAsync(Sample.Opabox(2, order)));
        await hub.OrderAsync($"opabox/{order}", seen => seen.Attempts("ApproveOrder") > 0, "the approval is answered");
        await AgainAsync(killed);
        await hub.OrderAsync($"opabox/{order}", seen => seen is { Vtex: "Approved", Settled: true, Attention: null }, "it is approved");
        Assert.Equal((1, 0), (Standing(order).Places, Standing(order).Repeats));
    }

    [Theory]
    [InlineData("empty")]
    [InlineData("page")]
    [InlineData("null")]
    public async Task Points_that_are_answered_so_are_tried_three_times_and_then_a_person_is_asked(string body)
    {
        var order = $"points-{body}";
        hub.Vendors.Instead = (http, vendor) => http.Request.Path.Value!.Contains("/bonifiq/", StringComparison.Ordinal) ? WriteAsync(http, Bodies[body]) : vendor();
        await hub.AcceptsAsync(() => hub.OpaboxAsync(Sample.Opabox(1, order)));
        var seen = await hub.OrderAsync($"opabox/{order}", seen => seen is { Vtex: "Integrated" } && seen.Request("SendOrder") == "Parked", "the order's points park");

        Assert.Equal((3, "RequestParked", "None"), (seen.Attempts("SendOrder"), seen.Attention, seen.BonifiQ));
    }

    public void Dispose() => hub.Vendors.Recover();

    private SandboxStanding Standing(string order)
    {
        var standing = hub.Vendors.Standing.Vtex.Standing($"OB-{order}")!;
        return new(standing.Places, standing.Repeats);
    }

    /// <summary>The first call of a path that ends so is answered with a body, whether VTEX took it or never heard of it.</summary>
    private void Answers(string path, string body, bool taken)
    {
        _calls = 0;
        hub.Vendors.Instead = async (http, vendor) =>
        {
            if (!http.Request.Path.Value!.EndsWith(path, StringComparison.Ordinal) || Interlocked.Increment(ref _calls) > 1)
            {
                await vendor();
                return;
            }

            if (taken)
            {
                var answer = http.Response.Body;
                http.Response.Body = new MemoryStream();
                await vendor();
                http.Response.Body = answer;
                http.Response.Headers.ContentLength = null;
            }

            await WriteAsync(http, body);
        };
    }

    private async Task AgainAsync(bool killed)
    {
        if (killed)
        {
            await hub.KillAsync();
            await hub.StartAsync();
        }
    }

    private static Task WriteAsync(HttpContext http, string body)
    {
        http.Response.StatusCode = StatusCodes.Status200OK;
        http.Response.ContentType = "text/html";
        return http.Response.WriteAsync(body);
    }

    private sealed record SandboxStanding(int Places, int Repeats);
}
