namespace OrderGrains;

#pragma warning disable CA1002, CA2227 // Bound by the configuration binder, which needs settable collections.

/// <summary>
/// Of the section <c>OrderGrains</c> of the configuration what orders, connectors and gateway read; see docs/settings.md. The program adds its own to it: role,
/// storage, cluster, sandbox.
/// </summary>
public class OrderGrainsSettings
{
    /// <summary>How long what is over is kept.</summary>
    public RetentionSettings Retention { get; set; } = new();

    /// <summary>Who may use the operations API.</summary>
    public List<OperatorSettings> Operators { get; set; } = [];

    /// <summary>How many webhooks are taken.</summary>
    public WebhookSettings Webhooks { get; set; } = new();

    /// <summary>When failures are tried again.</summary>
    public RetrySettings Retry { get; set; } = new();

    /// <summary>The retailers, by tenant name.</summary>
    public Dictionary<string, TenantSettings> Tenants { get; set; } = new(StringComparer.Ordinal);
}

/// <summary>How long what is over is kept, with its personal data. Null keeps for ever.</summary>
public sealed class RetentionSettings
{
    /// <summary>Delivered, refused and cancelled orders that owe nothing and ask for nobody, since their last change.</summary>
    public TimeSpan? Orders { get; set; } = TimeSpan.FromDays(730);

    /// <summary>Carts that nobody finished, since they were closed.</summary>
    public TimeSpan? Drafts { get; set; } = TimeSpan.FromDays(90);

    /// <summary>The log: bodies received and sent, and timeline lines beyond an order's last 32.</summary>
    public TimeSpan? Log { get; set; } = TimeSpan.FromDays(90);

    /// <summary>What operators did by the API.</summary>
    public TimeSpan? Audit { get; set; } = TimeSpan.FromDays(730);

    /// <summary>Folder to which an order is written, one line of JSON, before it is removed. A relative one is where a relative data directory is.</summary>
    public string? ExportDirectory { get; set; }
}

/// <summary>How many webhooks of known senders a process takes.</summary>
public sealed class WebhookSettings
{
    /// <summary>Under way at once.</summary>
    public int AtOnce { get; set; } = 4_000;

    /// <summary>Of them, those of one tenant.</summary>
    public int AtOnceOfTenant { get; set; } = 1_000;

    /// <summary>Of one tenant in a second; null for any number.</summary>
    public int? PerSecondOfTenant { get; set; }

    /// <summary>Largest body, in bytes.</summary>
    public int MaxBodyBytes { get; set; } = 256 * 1024;

    /// <summary>Most levels of objects and lists in a body.</summary>
    public int MaxDepth { get; set; } = 32;
}

/// <summary>One operator.</summary>
public sealed class OperatorSettings
{
    /// <summary>Shown on timelines.</summary>
    public string Name { get; set; } = "";

    /// <summary>Sent as <c>X-Api-Key</c>.</summary>
    [Secret]
    public string Key { get; set; } = "";

    /// <summary><c>Reader</c> or <c>Operator</c>.</summary>
    public string Role { get; set; } = "Reader";
}

/// <summary>When failures are tried again.</summary>
public sealed class RetrySettings
{
    /// <summary>Upper bound of the first wait.</summary>
    public TimeSpan FirstDelay { get; set; } = RetrySchedule.Default.FirstDelay;

    /// <summary>Upper bound of any wait.</summary>
    public TimeSpan MaxDelay { get; set; } = RetrySchedule.Default.MaxDelay;

    /// <summary>Sum of waits after which a request is parked.</summary>
    public TimeSpan Horizon { get; set; } = RetrySchedule.Default.Horizon;

    /// <summary>How long a result that a target owes us is awaited.</summary>
    public TimeSpan ResultTimeout { get; set; } = RetrySchedule.Default.ResultTimeout;
}

/// <summary>One retailer. A system that is left out is not served and not called.</summary>
public sealed class TenantSettings
{
    /// <summary><c>Live</c>, or <c>Observe</c>: all webhooks are taken, and nothing of the orders that begin meanwhile is ever sent (docs/going-live.md, "Observe").</summary>
    public string Mode { get; set; } = "Live";

    /// <summary>Sales by chat.</summary>
    public OmniChatSettings? OmniChat { get; set; }

    /// <summary>The shopping app.</summary>
    public OpaboxSettings? Opabox { get; set; }

    /// <summary>The commerce platform.</summary>
    public VtexSettings? Vtex { get; set; }

    /// <summary>Loyalty.</summary>
    public BonifiQSettings? BonifiQ { get; set; }

    /// <summary>The checker.</summary>
    public CheckerSettings Checker { get; set; } = new();

    /// <summary>Overrides, by OPABOX's <c>company_external_id</c> or OmniChat's <c>team.externalId</c>.</summary>
    public Dictionary<string, StoreSettings> Stores { get; set; } = new(StringComparer.Ordinal);

    /// <summary>Whether <see cref="Mode"/> says so.</summary>
    public bool Observes() => Mode == "Observe";

    /// <summary>The systems as they are now, whatever secrets change later: for one call.</summary>
    public TenantSettings Snapshot() => (TenantSettings)MemberwiseClone();

    /// <summary>The same with VTEX as a shop has it.</summary>
    public TenantSettings At(VtexSettings vtex)
    {
        var there = Snapshot();
        there.Vtex = vtex;
        return there;
    }
}

/// <summary>The checker.</summary>
public sealed class CheckerSettings
{
    /// <summary><c>Vtex</c>, <c>File</c> or <c>None</c>.</summary>
    public string Catalog { get; set; } = "None";

    /// <summary>The file of catalog <c>File</c>.</summary>
    public string? CatalogFile { get; set; }

    /// <summary>How long a catalog may take.</summary>
    public TimeSpan Deadline { get; set; } = TimeSpan.FromSeconds(2.5);

    /// <summary>How long a whole, successful answer is kept.</summary>
    public TimeSpan CacheFor { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary><c>Allow</c> or <c>Block</c>.</summary>
    public string OnCatalogDown { get; set; } = "Allow";

    /// <summary>Whether an error answers 403.</summary>
    public bool BlockOnError { get; set; } = true;

    /// <summary>The retailer's own rules.</summary>
    public List<CheckerRuleSettings> Rules { get; set; } = [];
}

/// <summary>A store's overrides; what it leaves out is the tenant's.</summary>
public sealed class StoreSettings
{
    /// <summary>Who delivers and from where.</summary>
    public FulfillmentSettings? Fulfillment { get; set; }

    /// <summary>What of VTEX is another one here, its account included.</summary>
    public ShopVtexSettings? Vtex { get; set; }

    /// <summary>Trade policy.</summary>
    public string? SalesChannel { get; set; }

    /// <summary>Branch at BonifiQ.</summary>
    public string? Branch { get; set; }
}
