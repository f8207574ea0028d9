namespace OrderGrains;

/// <summary>VTEX.</summary>
public sealed class VtexSettings : SystemSettings
{
    /// <summary>The account's address.</summary>
    public string BaseUrl { get; set; } = "";

    /// <summary>Account name.</summary>
    public string Account { get; set; } = "";

    /// <summary>Header X-VTEX-API-AppKey.</summary>
    [Secret]
    public string AppKey { get; set; } = "";

    /// <summary>Header X-VTEX-API-AppToken.</summary>
    [Secret]
    public string AppToken { get; set; } = "";

    /// <summary>Header VtexIdclientAutCookie, in place of key and token.</summary>
    [Secret]
    public string? AuthCookie { get; set; }

    /// <summary>Affiliate, the prefix of VTEX's order ids.</summary>
    public string AffiliateId { get; set; } = "";

    /// <summary>Name of this connector at VTEX.</summary>
    public string ConnectorName { get; set; } = "OrderGrains";

    /// <summary>One or two live secrets in the path of VTEX's calls; the first is the one that we hand out.</summary>
    [Secret]
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

    /// <summary>The SKU file: what the senders call SKUs, and what VTEX does; null where they call them alike.</summary>
    public string? SkuFile { get; set; }

    /// <summary>What becomes of what the SKU file does not have: <c>AsIs</c>, <c>Warn</c> or <c>Refuse</c>.</summary>
    public string OnUnmapped { get; set; } = "AsIs";

    /// <summary><c>Split</c> or <c>Interest</c>.</summary>
    public string RemainderAs { get; set; } = "Split";

    /// <summary><c>Approve</c> or <c>Hold</c>.</summary>
    public string OnContentChanged { get; set; } = "Approve";

    /// <summary><c>Exclude</c> or <c>AsInterest</c>.</summary>
    public string ServiceFee { get; set; } = "Exclude";

    /// <summary>Rate that VTEX may diverge in price; its scale is not documented.</summary>
    public decimal? PriceDivergenceAllowanceRate { get; set; }

    /// <summary>E-mail of a customer who has none, with <c>{document}</c>.</summary>
    public string? CustomerEmailTemplate { get; set; }

    /// <summary>Payment group by payment type; <c>*</c> is the rest.</summary>
    public Dictionary<string, string> PaymentMethods { get; set; } = new(StringComparer.Ordinal);
}
