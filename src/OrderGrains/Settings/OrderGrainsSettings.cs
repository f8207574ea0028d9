namespace OrderGrains;

#pragma warning disable CA1002, CA2227 // Bound by the configuration binder, which needs settable collections.

/// <summary>The section <c>OrderGrains</c> of the configuration, as written; see docs/settings.md.</summary>
public sealed class OrderGrainsSettings
{
    /// <summary>
    /// <c>All</c>: runs orders and serves HTTP. <c>Silo</c>: runs orders, and of HTTP serves health only. <c>Gateway</c>: serves HTTP, and has the silos run
    /// the orders.
    /// </summary>
    public string Role { get; set; } = "All";

    /// <summary>Where orders are kept.</summary>
    public StorageSettings Storage { get; set; } = new();

    /// <summary>How silos find each other.</summary>
    public ClusterSettings Cluster { get; set; } = new();

    /// <summary>How long what is over is kept.</summary>
    public RetentionSettings Retention { get; set; } = new();

    /// <summary>Who may use the operations API.</summary>
    public List<OperatorSettings> Operators { get; set; } = [];

    /// <summary>The built-in stand-ins.</summary>
    public SandboxSettings Sandbox { get; set; } = new();

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

    /// <summary>Folder to which an order is written, one line of JSON, before it is removed. A relative one as <see cref="StorageSettings.DataDirectory"/>.</summary>
    public string? ExportDirectory { get; set; }
}

/// <summary>One operator.</summary>
public sealed class OperatorSettings
{
    /// <summary>Shown on timelines.</summary>
    public string Name { get; set; } = "";

    /// <summary>Sent as <c>X-Api-Key</c>.</summary>
    public string Key { get; set; } = "";

    /// <summary><c>Reader</c> or <c>Operator</c>.</summary>
    public string Role { get; set; } = "Reader";
}

/// <summary>The built-in stand-ins.</summary>
public sealed class SandboxSettings
{
    /// <summary>Whether they are served under <c>/sandbox</c>, with a tenant <c>sandbox</c>; left out, only in Development.</summary>
    public bool Enabled { get; set; }
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
}

/// <summary>OmniChat.</summary>
public sealed class OmniChatSettings
{
    /// <summary>Headers that its webhooks must carry, each with one or two live values.</summary>
    public Dictionary<string, List<string>> WebhookHeaders { get; set; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Orders API v2.</summary>
    public string BaseUrl { get; set; } = "https://orders-api.omni.chat/v2";

    /// <summary>API secret, sent as bearer.</summary>
    public string Secret { get; set; } = "";

    /// <summary>Our name in its status changes.</summary>
    public string Responsible { get; set; } = "ordergrains";

    /// <summary><c>OmniChat</c> or <c>Own</c>.</summary>
    public string Checkout { get; set; } = "OmniChat";

    /// <summary>Address of an own checkout, with <c>{orderId}</c> and <c>{vtexOrderId}</c>.</summary>
    public string? CheckoutUrlTemplate { get; set; }

    /// <summary><c>Cancel</c> or <c>Park</c>.</summary>
    public string OnPlacementRefused { get; set; } = "Cancel";

    /// <summary><c>Place</c> or <c>Refuse</c>.</summary>
    public string OnInvalid { get; set; } = "Place";

    /// <summary>Age at which a cart that nobody finished is closed.</summary>
    public TimeSpan DraftsExpireAfter { get; set; } = TimeSpan.FromDays(30);
}

/// <summary>OPABOX.</summary>
public sealed class OpaboxSettings
{
    /// <summary>One or two live values of <c>x-api-key</c>.</summary>
    public List<string> ApiKeys { get; set; } = [];

    /// <summary>How long a rejected payment may be tried again.</summary>
    public TimeSpan PaymentRejectedGrace { get; set; } = TimeSpan.FromHours(1);

    /// <summary>Orders older than this owe nothing.</summary>
    public DateTimeOffset? IgnorePlacedBefore { get; set; }

    /// <summary>Age at which an order that is not placed yet is parked instead.</summary>
    public TimeSpan? PlaceWithin { get; set; }
}

/// <summary>VTEX.</summary>
public sealed class VtexSettings
{
    /// <summary>The account's address.</summary>
    public string BaseUrl { get; set; } = "";

    /// <summary>Account name.</summary>
    public string Account { get; set; } = "";

    /// <summary>Header X-VTEX-API-AppKey.</summary>
    public string AppKey { get; set; } = "";

    /// <summary>Header X-VTEX-API-AppToken.</summary>
    public string AppToken { get; set; } = "";

    /// <summary>Affiliate, the prefix of VTEX's order ids.</summary>
    public string AffiliateId { get; set; } = "";

    /// <summary>Name of this connector at VTEX.</summary>
    public string ConnectorName { get; set; } = "OrderGrains";

    /// <summary>One or two live secrets in the path of VTEX's calls; the first is the one that we hand out.</summary>
    public List<string> WebhookSecrets { get; set; } = [];

    /// <summary>Address of this hub as VTEX reaches it.</summary>
    public string PublicUrl { get; set; } = "";

    /// <summary>
    /// Reads of orders that this process makes of the account in a minute, evenly spaced; null, the default, sets no limit: VTEX's
    /// 429 is heeded anyway. VTEX documents 6,000, which all programs of the account share (developers.vtex.com, Orders API, Get order).
    /// </summary>
    public int? ReadsPerMinute { get; set; }

    /// <summary>Trade policy of the simulation.</summary>
    public string? SalesChannel { get; set; }

    /// <summary>Who delivers and from where.</summary>
    public FulfillmentSettings Fulfillment { get; set; } = new();

    /// <summary><c>Equal</c> or <c>Proportional</c>.</summary>
    public string DiscountSplit { get; set; } = "Equal";

    /// <summary><c>Exclude</c> or <c>AsInterest</c>.</summary>
    public string ServiceFee { get; set; } = "Exclude";

    /// <summary>Rate that VTEX may diverge in price; its scale is not documented.</summary>
    public decimal? PriceDivergenceAllowanceRate { get; set; }

    /// <summary>E-mail of a customer who has none, with <c>{document}</c>.</summary>
    public string? CustomerEmailTemplate { get; set; }

    /// <summary>Payment group by payment type; <c>*</c> is the rest.</summary>
    public Dictionary<string, string> PaymentMethods { get; set; } = new(StringComparer.Ordinal);
}

/// <summary>BonifiQ.</summary>
public sealed class BonifiQSettings
{
    /// <summary>Private API.</summary>
    public string BaseUrl { get; set; } = "https://api.bonifiq.com.br";

    /// <summary>API token: the user name.</summary>
    public string Token { get; set; } = "";

    /// <summary>API key: the password.</summary>
    public string Key { get; set; } = "";

    /// <summary>Whether orders are told before they are delivered.</summary>
    public bool SendPending { get; set; } = true;

    /// <summary>Whether an order's products go along, for rules of points by product.</summary>
    public bool SendProducts { get; set; } = true;

    /// <summary><c>Document</c> or <c>Email</c>.</summary>
    public string CustomerKey { get; set; } = "Document";
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

    /// <summary>Trade policy.</summary>
    public string? SalesChannel { get; set; }

    /// <summary>Branch at BonifiQ.</summary>
    public string? Branch { get; set; }
}
