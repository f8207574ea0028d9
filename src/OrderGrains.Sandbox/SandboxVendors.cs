using OrderGrains.Sandbox.BonifiQ;
using OrderGrains.Sandbox.Exchanges;
using OrderGrains.Sandbox.Faults;
using OrderGrains.Sandbox.Notifications;
using OrderGrains.Sandbox.OmniChat;
using OrderGrains.Sandbox.Vtex;

namespace OrderGrains.Sandbox;

/// <summary>The sandbox without its HTTP surface: a singleton that tests read standings from and switch faults on. All in memory, all
/// bounded by <see cref="SandboxOptions"/>, all safe from any thread.</summary>
public sealed class SandboxVendors : IDisposable
{
    /// <summary>Makes a sandbox of its own. Notifications wait until the hosted service of <see cref="SandboxRegistration"/> sends them.</summary>
    public SandboxVendors(SandboxOptions options, TimeProvider time)
    {
        Ledger = new ExchangeLedger(options);
        Faults = new FaultSwitches(options);
        Outbox = new NotificationOutbox(options, Faults, time);
        Vtex = new VtexStandIn(options, Outbox, time);
        OmniChat = new OmniChatStandIn(options, Outbox, time);
        BonifiQ = new BonifiQStandIn(options, time);
    }

    /// <summary>What each vendor received, in order.</summary>
    public ExchangeLedger Ledger { get; }

    /// <summary>What goes wrong.</summary>
    public FaultSwitches Faults { get; }

    public VtexStandIn Vtex { get; }

    public OmniChatStandIn OmniChat { get; }

    public BonifiQStandIn BonifiQ { get; }

    /// <summary>How the notifications to the hub fare.</summary>
    public NotificationCounts Notifications => Outbox.Counts;

    internal NotificationOutbox Outbox { get; }

    /// <summary>Forgets everything: orders, ledger, faults, and notifications that are not in flight.</summary>
    public void Reset()
    {
        Faults.Clear();
        Outbox.Clear();
        Vtex.Clear();
        OmniChat.Clear();
        BonifiQ.Clear();
        Ledger.Clear();
    }

    public void Dispose() => Outbox.Dispose();
}
