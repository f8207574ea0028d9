using OrderGrains.Engine;
using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests.Store;

public abstract partial class StoreContract
{
    [Fact]
    public async Task An_epoch_only_rises_also_over_a_reopening()
    {
        Assert.Equal((1, 0, null), await EnterAsync(Vtex));
        Assert.Equal((1, 0, null), await EnterAsync(Clock));
        Assert.Equal((2, 0, null), await EnterAsync(Vtex));
        await ReopenAsync();
        Assert.Equal((3, 0, null), await EnterAsync(Vtex));
        await ReopenAsync(crash: true);
        Assert.Equal((4, 0, null), await EnterAsync(Vtex));
    }

    [Fact]
    public async Task Starts_at_once_get_epochs_of_their_own()
    {
        var starts = await Within.Reason(Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Store.EnterLaneAsync(Vtex, default))));

        Assert.Equal(Enumerable.Range(1, 8).Select(number => (long)number), starts.Select(start => start.Epoch).Order());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Claims_survive_a_stop_and_a_crash(bool crash)
    {
        var claims = new byte[64_000];
        new Random(1).NextBytes(claims);
        var start = await Within.Reason(Store.EnterLaneAsync(Vtex, default));
        Assert.True(await Within.Reason(Store.ClaimAsync(Vtex, start.Epoch, new byte[] { 1 }, default)));
        Assert.True(await Within.Reason(Store.ClaimAsync(Vtex, start.Epoch, claims, default)));
        await ReopenAsync(crash);

        Assert.Equal(claims, (await Within.Reason(Store.EnterLaneAsync(Vtex, default))).Claims.ToArray());
        Assert.Equal((1, 0, null), await EnterAsync(Clock));
    }

    [Fact]
    public async Task A_claim_under_an_old_epoch_is_refused_and_changes_nothing()
    {
        Assert.False(await Within.Reason(Store.ClaimAsync(Vtex, 1, new byte[] { 1 }, default)));
        var old = await Within.Reason(Store.EnterLaneAsync(Vtex, default));
        Assert.True(await Within.Reason(Store.ClaimAsync(Vtex, old.Epoch, new byte[] { 1, 2 }, default)));
        var start = await Within.Reason(Store.EnterLaneAsync(Vtex, default));

        Assert.False(await Within.Reason(Store.ClaimAsync(Vtex, old.Epoch, new byte[] { 3 }, default)));
        Assert.False(await Within.Reason(Store.ClaimAsync(Vtex, start.Epoch + 1, new byte[] { 3 }, default)));
        Assert.Equal((3, 2, null), await EnterAsync(Vtex));

        Assert.True(await Within.Reason(Store.ClaimAsync(Vtex, 3, default, default)));
        Assert.Equal((4, 0, null), await EnterAsync(Vtex));
    }

    [Fact]
    public async Task A_pause_survives_leaves_epoch_and_claims_as_they_are_and_ends()
    {
        await Within.Reason(Store.EnterLaneAsync(Vtex, default));
        await Within.Reason(Store.ClaimAsync(Vtex, 1, new byte[] { 1 }, default));
        await Within.Reason(Store.PauseAsync(Vtex, "ana", Change.Noon, default));
        await Within.Reason(Store.PauseAsync(Clock, "ana", Change.Noon, default)); // Of a lane that was never entered.
        await Within.Reason(Store.PauseAsync(Vtex, "bia", Change.Noon, default));
        await ReopenAsync();
        Assert.Equal((2, 1, "bia"), await EnterAsync(Vtex));
        Assert.Equal((1, 0, "ana"), await EnterAsync(Clock));

        await Within.Reason(Store.PauseAsync(Vtex, null, Change.Noon, default));
        await ReopenAsync(crash: true);
        Assert.Equal((3, 1, null), await EnterAsync(Vtex));
    }

    [Fact]
    public async Task Lanes_that_were_entered_or_paused_are_known_by_name()
    {
        Assert.Empty(await Within.Reason(Store.LanesAsync(default)));
        await Within.Reason(Store.EnterLaneAsync(Vtex, default));
        await Within.Reason(Store.EnterLaneAsync(Clock, default));
        await Within.Reason(Store.PauseAsync(new("other", Target.BonifiQ), "ana", Change.Noon, default));
        await WriteAsync(Some.Order(), Change.Owes((Target.OmniChat, Change.Noon))); // Has been neither.

        Assert.Equal([Clock, Vtex, new("other", Target.BonifiQ)], await Within.Reason(Store.LanesAsync(default)));
        await ReopenAsync();
        Assert.Equal([Clock, Vtex, new("other", Target.BonifiQ)], await Within.Reason(Store.LanesAsync(default)));
    }

    private async Task<(long Epoch, int Claims, string? PausedBy)> EnterAsync(LaneName lane)
    {
        var start = await Within.Reason(Store.EnterLaneAsync(lane, default));
        return (start.Epoch, start.Claims.Length, start.PausedBy);
    }
}
