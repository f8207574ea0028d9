using System.Reflection;
using Microsoft.Extensions.Logging.Abstractions;
using OrderGrains.Engine;

namespace OrderGrains.EngineTests.Store;

/// <summary>What waits to be kept is bounded, whatever the store does, and nobody waits for it.</summary>
public sealed class KeptQueueTests
{
    private static readonly KeptWebhook Webhook = new(KeptList.Refused, "", Change.Noon, "acme", "opabox/orders", "wrong");

    [Fact]
    public void A_store_that_hangs_makes_nobody_wait_and_what_comes_on_top_is_counted()
    {
        using var kept = new KeptWebhooks(
            DispatchProxy.Create<IOrderStore, HangingStore>(), new StoreContract.Serving(), new FakeClock(), NullLogger<KeptWebhooks>.Instance);
        for (var number = 0; number < KeptWebhooks.MaxWaiting; number++)
        {
            Assert.True(kept.Keep(Webhook, "{}"u8.ToArray()));
        }

        Assert.Equal(0, kept.Lost);
        Assert.False(kept.Keep(Webhook, "{}"u8.ToArray()));
        Assert.Equal(1, kept.Lost);
    }

    [Fact]
    public void Bodies_are_bounded_by_their_bytes_too()
    {
        using var kept = new KeptWebhooks(
            DispatchProxy.Create<IOrderStore, HangingStore>(), new StoreContract.Serving(), new FakeClock(), NullLogger<KeptWebhooks>.Instance);
        Assert.True(kept.Keep(Webhook, new byte[KeptWebhooks.MaxWaitingBytes]));
        Assert.False(kept.Keep(Webhook, new byte[1]));
        Assert.Equal(1, kept.Lost);
    }

    /// <summary>A store whose every call is under way for ever.</summary>
    public class HangingStore : DispatchProxy
    {
        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => new TaskCompletionSource().Task;
    }
}
