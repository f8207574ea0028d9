using OrderGrains.Sandbox;
using OrderGrains.Sandbox.Faults;

namespace OrderGrains.Tests.Sandbox;

public class FaultTests
{
    [Fact]
    public async Task A_status_is_answered_instead_of_the_work()
    {
        await using var sandbox = await SandboxHost.StartAsync();
        await PutAsync(sandbox, """{"vtex":{"status":503,"retryAfter":7,"times":1}}""");
        var reply = await sandbox.PlaceAsync(Bodies.Placement());
        Assert.Equal(503, reply.Status);
        Assert.Equal(TimeSpan.FromSeconds(7), reply.Headers.RetryAfter!.Delta);
        Assert.Null(sandbox.Vendors.Vtex.Standing("OB-1"));
        Assert.Equal(200, (await sandbox.PlaceAsync(Bodies.Placement())).Status);
    }

    [Fact]
    public async Task A_lost_answer_is_lost_after_the_work()
    {
        await using var sandbox = await SandboxHost.StartAsync();
        await PutAsync(sandbox, """[{"target":"vtex","operation":"PlaceOrder","answerLost":true,"times":1}]""");
        await Assert.ThrowsAnyAsync<Exception>(() => sandbox.PlaceAsync(Bodies.Placement()));
        Assert.Equal("SOI001", (await sandbox.NextNotificationAsync("SOI001")).Code);
        await sandbox.PlaceAsync(Bodies.Placement());
        Assert.Equal("EOI007", (await sandbox.NextNotificationAsync("EOI007")).Code);
        Assert.Equal(1, sandbox.Vendors.Vtex.Standing("OB-1")!.Places);
        Assert.Equal([null, 200], sandbox.Vendors.Ledger.Read("vtex").Select(entry => entry.Status));
    }

    [Fact]
    public async Task A_lost_answer_may_come_as_a_gateways_status()
    {
        await using var sandbox = await SandboxHost.StartAsync();
        sandbox.Vendors.Faults.Replace(new Fault { Target = SandboxTargets.Vtex, AnswerLost = true, Status = 504 });
        Assert.Equal(504, (await sandbox.PlaceAsync(Bodies.Placement())).Status);
        Assert.Equal(1, sandbox.Vendors.Vtex.Standing("OB-1")!.Places);
    }

    [Fact]
    public async Task A_refused_connection_does_no_work()
    {
        await using var sandbox = await SandboxHost.StartAsync();
        sandbox.Vendors.Faults.Replace(new Fault { Target = SandboxTargets.Vtex, RefuseConnection = true });
        await Assert.ThrowsAnyAsync<Exception>(() => sandbox.PlaceAsync(Bodies.Placement()));
        Assert.Null(sandbox.Vendors.Vtex.Standing("OB-1"));
        Assert.Equal("refused", Assert.Single(sandbox.Vendors.Ledger.Read(order: "OB-1")).Fault);
    }

    [Fact]
    public async Task Latency_is_waited_on_the_clock()
    {
        await using var sandbox = await SandboxHost.StartAsync();
        sandbox.Vendors.Faults.Replace(new Fault { Target = SandboxTargets.Vtex, Latency = TimeSpan.FromSeconds(2) });
        var placing = sandbox.PlaceAsync(Bodies.Placement());
        await Within.Until(sandbox.Clock.Timers, () => sandbox.Clock.Armed > 0, "the call waits");
        sandbox.Clock.Advance(TimeSpan.FromSeconds(2) - TimeSpan.FromTicks(1));
        Assert.False(placing.IsCompleted);
        sandbox.Clock.Advance(TimeSpan.FromTicks(1));
        await Within.Reason(placing);

        var entry = Assert.Single(sandbox.Vendors.Ledger.Read());
        Assert.Equal((200, "slow"), (entry.Status, entry.Fault));
        Assert.True(sandbox.Clock.GetUtcNow() - entry.At >= TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task The_same_seed_strikes_the_same_requests()
    {
        var runs = new List<string>();
        for (var run = 0; run < 2; run++)
        {
            await using var sandbox = await SandboxHost.StartAsync(options => options.Seed = 42);
            await PutAsync(sandbox, """{"vtex":{"status":500,"rate":0.5},"bonifiq":{"status":500,"rate":0.5}}""");
            for (var id = 0; id < 20; id++)
            {
                await sandbox.PlaceAsync(Bodies.Placement($"OB-{id}"));
                await sandbox.SendAsync(HttpMethod.Get, run == 0 ? "/bonifiq/v1/pvt/Order/1" : "/ledger");
            }

            runs.Add(string.Join(' ', sandbox.Vendors.Ledger.Read("vtex").Select(entry => entry.Status)));
        }

        Assert.Equal(runs[0], runs[1]);
        Assert.Contains("200", runs[0]);
        Assert.Contains("500", runs[0]);
    }

    [Theory]
    [InlineData("""[{"target":"opabox","status":500}]""", "[0].target")]
    [InlineData("""{"vtex":{"operation":"Fly","status":500}}""", "vtex.operation")]
    [InlineData("""{"vtex":{"rate":1.5,"status":500}}""", "vtex.rate")]
    [InlineData("""{"vtex":[{"status":200}]}""", "vtex[0].status")]
    [InlineData("""{"vtex":{"latency":"2 s"}}""", "vtex.latency")]
    [InlineData("""{"vtex":{"latency":"01:00:00"}}""", "vtex.latency")]
    [InlineData("""{"vtex":{"answerLost":"yes"}}""", "vtex.answerLost")]
    [InlineData("""{"vtex":{"notification":"burn"}}""", "vtex.notification")]
    [InlineData("""{"vtex":{"latencyy":"00:00:02"}}""", "vtex.latencyy")]
    [InlineData("""{"vtex":{"retryAfter":5}}""", "vtex.retryAfter")]
    [InlineData("""{"vtex":{}}""", "vtex")]
    [InlineData("""{"vtex":5}""", "vtex")]
    [InlineData("5", "$")]
    [InlineData("{", "$")]
    public async Task Unusable_faults_are_refused_by_name_and_change_nothing(string faults, string field)
    {
        await using var sandbox = await SandboxHost.StartAsync();
        await PutAsync(sandbox, """{"bonifiq":{"status":500}}""");
        var reply = await sandbox.SendAsync(HttpMethod.Put, "/faults", faults);
        Assert.Equal((400, field), (reply.Status, reply.Body.GetProperty("field").GetString()));
        Assert.Equal("bonifiq", Assert.Single(sandbox.Vendors.Faults.Current).Target);
    }

    [Fact]
    public async Task Faults_are_shown_as_they_were_put_and_deleted()
    {
        await using var sandbox = await SandboxHost.StartAsync();
        await PutAsync(sandbox, """{"vtex":{"rate":0.25,"latency":"00:00:02","notification":"reorder"}}""");
        var shown = (await sandbox.SendAsync(HttpMethod.Get, "/faults")).Body;
        Assert.Equal("00:00:02", shown[0].GetProperty("latency").GetString());
        Assert.Equal("reorder", shown[0].GetProperty("notification").GetString());
        Assert.Equal(200, (await sandbox.SendAsync(HttpMethod.Put, "/faults", shown.GetRawText())).Status);
        Assert.Equal(204, (await sandbox.SendAsync(HttpMethod.Delete, "/faults")).Status);
        Assert.Empty(sandbox.Vendors.Faults.Current);
    }

    private static async Task PutAsync(SandboxHost sandbox, string faults) =>
        Assert.Equal(200, (await sandbox.SendAsync(HttpMethod.Put, "/faults", faults)).Status);
}
