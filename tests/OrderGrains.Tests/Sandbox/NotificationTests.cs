using System.Net;
using OrderGrains.Sandbox;
using OrderGrains.Sandbox.Faults;
using OrderGrains.Sandbox.Notifications;

namespace OrderGrains.Tests.Sandbox;

public class NotificationTests
{
    [Fact]
    public async Task A_notification_that_the_hub_refuses_is_sent_again_later()
    {
        await using var sandbox = await SandboxHost.StartAsync();
        sandbox.Hub.Answers.Enqueue(HttpStatusCode.ServiceUnavailable);
        await sandbox.PlaceAsync(Bodies.Placement());
        var first = await sandbox.NextNotificationAsync("the refused one");
        await EndsAsync(sandbox, counts => counts.Failed == 1);
        sandbox.Clock.Advance(sandbox.Options.NotificationRetryDelay);
        var second = await sandbox.Hub.NextAsync("the second attempt");
        Assert.Equal(first.Body.GetRawText(), second.Body.GetRawText());
        await EndsAsync(sandbox, counts => counts is { Delivered: 1, Waiting: 0 });
    }

    [Fact]
    public async Task After_the_last_attempt_it_is_given_up_and_counted()
    {
        await using var sandbox = await SandboxHost.StartAsync(options => options.NotificationAttempts = 2);
        sandbox.Hub.Answers.Enqueue(HttpStatusCode.NotFound);
        sandbox.Hub.Answers.Enqueue(HttpStatusCode.NotFound);
        await sandbox.PlaceAsync(Bodies.Placement());
        await sandbox.NextNotificationAsync("the first");
        await EndsAsync(sandbox, counts => counts.Failed == 1);
        sandbox.Clock.Advance(sandbox.Options.NotificationRetryDelay);
        await sandbox.Hub.NextAsync("the last");
        await EndsAsync(sandbox, counts => counts is { GivenUp: 1, Waiting: 0 });
        Assert.True(sandbox.Hub.IsQuiet);
    }

    [Fact]
    public async Task A_lost_one_never_comes()
    {
        await using var sandbox = await WithFault(NotificationFault.Lose);
        await sandbox.PlaceAsync(Bodies.Placement(status: "approved"));
        Assert.Equal((0, 2L), (sandbox.Vendors.Notifications.Waiting, sandbox.Vendors.Notifications.Lost));
        Assert.Equal(1, sandbox.Vendors.Vtex.Standing("OB-1")!.Approvals);
    }

    [Fact]
    public async Task A_repeated_one_comes_twice_and_alike()
    {
        await using var sandbox = await WithFault(NotificationFault.Repeat);
        await sandbox.PlaceAsync(Bodies.Placement());
        var first = await sandbox.NextNotificationAsync("the first");
        Assert.Equal(first.Body.GetRawText(), (await sandbox.Hub.NextAsync("the second")).Body.GetRawText());
    }

    [Fact]
    public async Task Reordered_ones_change_places()
    {
        await using var sandbox = await WithFault(NotificationFault.Reorder);
        await sandbox.PlaceAsync(Bodies.Placement(status: "approved"));
        Assert.Equal("SOI002", (await sandbox.NextNotificationAsync("SOI002")).Code);
        Assert.Equal("SOI001", (await sandbox.NextNotificationAsync("SOI001")).Code);
    }

    [Fact]
    public async Task A_delayed_one_comes_after_its_delay()
    {
        await using var sandbox = await WithFault(NotificationFault.Delay);
        await sandbox.PlaceAsync(Bodies.Placement());
        sandbox.Clock.Advance(SandboxHost.Delay);
        Assert.Equal(1, sandbox.Vendors.Notifications.Waiting);
        sandbox.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal("SOI001", (await sandbox.Hub.NextAsync("SOI001")).Code);
    }

    [Fact]
    public async Task At_the_bound_an_order_is_answered_503_and_not_placed()
    {
        await using var sandbox = await SandboxHost.StartAsync(options => options.NotificationCapacity = 4);
        Assert.Equal(200, (await sandbox.PlaceAsync(Bodies.Placement("OB-1"))).Status);
        var refused = await sandbox.PlaceAsync(Bodies.Placement("OB-2"));
        Assert.Equal(503, refused.Status);
        Assert.NotNull(refused.Headers.RetryAfter);
        Assert.Null(sandbox.Vendors.Vtex.Standing("OB-2"));
        await sandbox.NextNotificationAsync("SOI001");
        await EndsAsync(sandbox, counts => counts.Waiting == 0);
        Assert.Equal(200, (await sandbox.PlaceAsync(Bodies.Placement("OB-2"))).Status);
    }

    [Fact]
    public async Task A_hub_that_hangs_is_given_up_in_time_and_does_not_hold_the_end()
    {
        await using var sandbox = await SandboxHost.StartAsync(options => options.NotificationAttempts = 1);
        sandbox.Hub.Hangs = true;
        await sandbox.PlaceAsync(Bodies.Placement("OB-1"));
        await sandbox.NextNotificationAsync("SOI001");
        sandbox.Clock.Advance(sandbox.Options.NotificationTimeout);
        await EndsAsync(sandbox, counts => counts is { GivenUp: 1, Waiting: 0 });
        await sandbox.PlaceAsync(Bodies.Placement("OB-2"));
        await sandbox.NextNotificationAsync("the one in flight");
        await Within.Reason(sandbox.DisposeAsync().AsTask());
    }

    private static async Task<SandboxHost> WithFault(NotificationFault kind)
    {
        var sandbox = await SandboxHost.StartAsync();
        sandbox.Vendors.Faults.Replace(new Fault { Target = SandboxTargets.Vtex, Notification = kind });
        return sandbox;
    }

    /// <summary>The hub has answered, and the sender counts it.</summary>
    private static async Task EndsAsync(SandboxHost sandbox, Func<NotificationCounts, bool> holds)
    {
        await sandbox.Telling.WhenIdleAsync();
        Assert.True(holds(sandbox.Vendors.Notifications), $"{sandbox.Vendors.Notifications}");
    }
}
