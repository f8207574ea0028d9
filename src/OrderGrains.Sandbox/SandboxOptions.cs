using System.Collections.Concurrent;
using OrderGrains.Sandbox.Chat;
using OrderGrains.Sandbox.OmniChat;

namespace OrderGrains.Sandbox;

/// <summary>What the stand-ins do and how much they keep. Delays are read at each use, so they may be changed while running;
/// <see cref="Seed"/> and the capacities are read once.</summary>
public sealed class SandboxOptions
{
    /// <summary>Seeds every random draw (faults, VTEX operation ids), so that a campaign replays.</summary>
    public int Seed { get; set; } = 1;

    /// <summary>Exchanges kept in the ledger; beyond it the oldest is forgotten and counted.</summary>
    public int LedgerCapacity { get; set; } = 10_000;

    /// <summary>Bytes of request bodies kept in the ledger; beyond it the oldest exchanges are forgotten and counted.</summary>
    public long LedgerBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>Orders kept per vendor. An order is never forgotten, since that would hide a second placing: a new one beyond
    /// this is answered 503 with Retry-After until the sandbox is reset.</summary>
    public int OrderCapacity { get; set; } = 100_000;

    /// <summary>Notifications waiting or in flight. A request that would owe one more is answered 503 and changes nothing.</summary>
    public int NotificationCapacity { get; set; } = 10_000;

    /// <summary>From a request to its first notification, and from each notification of a request to the next. A placed order
    /// is visible to reads and approvals from the first of these on.</summary>
    public TimeSpan NotificationDelay { get; set; } = TimeSpan.FromMilliseconds(200);

    /// <summary>How often a notification is sent before it is given up and counted. Any answer other than 2xx is a failure.</summary>
    public int NotificationAttempts { get; set; } = 5;

    /// <summary>The wait before the second attempt; it grows by itself with each attempt.</summary>
    public TimeSpan NotificationRetryDelay { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>How long the hub may take to answer a notification (VTEX's hook gives 5 s: developers.vtex.com, Orders feed and hook).</summary>
    public TimeSpan NotificationTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>From an accepted VTEX cancel to <c>canceled</c>; the order reads <c>cancellation-requested</c> meanwhile.</summary>
    public TimeSpan VtexCancelTakes { get; set; } = TimeSpan.Zero;

    /// <summary>Whether VTEX sums the lines of a SKU at the first one's price, as is reported of Checkout; otherwise each line at its own.</summary>
    public bool VtexSumsSkus { get; set; }

    /// <summary>VTEX's order hooks by account, as if each had been saved for every status; one that is saved later wins. An account
    /// without any is told at its orders' connectorEndpoint.</summary>
    public IDictionary<string, Uri> VtexOrderHooks { get; } = new ConcurrentDictionary<string, Uri>(StringComparer.Ordinal);

    /// <summary>Where OmniChat tells status changes, also the hub's own. Null tells nobody.</summary>
    public OmniChatNotifications? OmniChatNotifications { get; set; }

    /// <summary>What the chat page needs to drive the hub's hooks. Null leaves the page without a hub.</summary>
    public ChatPageSettings? ChatPage { get; set; }

    /// <summary>Makes the handler that notifications go through, for a host without a socket. Null means a plain one.</summary>
    public Func<HttpMessageHandler>? NotificationHandler { get; set; }

    /// <summary>
    /// Told of each notification that comes due (true), and of each whose attempt is over (false), for a test that waits for them. Must
    /// not throw or call back.
    /// </summary>
    internal Action<bool>? NotificationUnderWay { get; set; }
}
