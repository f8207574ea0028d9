using OrderGrains.Sandbox.Faults;

namespace OrderGrains.EngineTests.EndToEnd;

[Collection(EndToEndTests.Name)]
public sealed class StopTests(ImpatientHub hub) : IClassFixture<ImpatientHub>, IDisposable
{
    private static readonly TimeSpan Promised = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PromisedIdle = TimeSpan.FromSeconds(2);

    [Theory]
    [InlineData("idle", false)]
    [InlineData("in-the-middle-of-a-call", true)]
    public async Task A_signal_to_stop_ends_the_program_in_time_and_its_data_open_again(string order, bool calling)
    {
        if (calling)
        {
            hub.Vendors.Standing.Faults.Replace(new Fault { Target = "vtex", Latency = Fault.LongestDelay });
        }

        await hub.AcceptsAsync(() => hub.OpaboxAsync(Sample.Opabox(2, order)));
        await hub.OrderAsync(
            $"opabox/{order}", seen => calling ? seen.Request("PlaceOrder") == "InFlight" : seen is { Vtex: "Approved", Settled: true }, "the order goes on");
        var signalled = TimeProvider.System.GetTimestamp();
        hub.Silo.Terminate();
        var exit = await hub.Silo.ExitAsync("the stop");

        Assert.True(exit == 0, $"It ended with {exit}.\n{hub.Silo.Output}");
        Assert.InRange(TimeProvider.System.GetElapsedTime(signalled), TimeSpan.Zero, calling ? Promised : PromisedIdle);
        Assert.Contains("Stopped", hub.Silo.Output, StringComparison.Ordinal);
        hub.Vendors.Recover();
        await hub.KillAsync();
        await hub.StartAsync();
        await hub.OrderAsync($"opabox/{order}", seen => seen is { Vtex: "Approved", Settled: true }, "the order is there again");
        Assert.Equal(1, hub.Vendors.Standing.Vtex.Standing($"OB-{order}")!.Places);
    }

    [Fact]
    public async Task A_second_process_on_the_same_data_is_refused_while_the_first_goes_on()
    {
        await using var second = SiloProcess.Start(hub.Folder, hub.SettingsFile, "--OrderGrains:Sandbox:Enabled=true");
        var exit = await second.ExitAsync("the refusal of a second process");

        Assert.Equal(1, exit);
        Assert.Contains("is in use by another process", second.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("unhandled", second.Output, StringComparison.Ordinal);
        await hub.AcceptsAsync(() => hub.OpaboxAsync(Sample.Opabox(1, "first-goes-on")));
    }

    public void Dispose() => hub.Vendors.Recover();
}
