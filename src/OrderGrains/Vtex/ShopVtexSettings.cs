namespace OrderGrains;

#pragma warning disable CA1002, CA2227 // Bound by the configuration binder, which needs settable collections.

/// <summary>
/// What of VTEX is another one in a shop, its account included; what it leaves out is the tenant's. Who delivers and the trade policy are the shop's own settings beside
/// this.
/// </summary>
public sealed class ShopVtexSettings : SystemSettings
{
    /// <summary>The account's address.</summary>
    public string? BaseUrl { get; set; }

    /// <summary>Account name.</summary>
    public string? Account { get; set; }

    /// <summary>Header X-VTEX-API-AppKey. It, the token and the cookie are taken together: where the shop has any of them, it has no other of the tenant's.</summary>
    [Secret]
    public string? AppKey { get; set; }

    /// <summary>Header X-VTEX-API-AppToken.</summary>
    [Secret]
    public string? AppToken { get; set; }

    /// <summary>Header VtexIdclientAutCookie.</summary>
    [Secret]
    public string? AuthCookie { get; set; }

    /// <summary>Affiliate.</summary>
    public string? AffiliateId { get; set; }

    /// <summary>Name of this connector.</summary>
    public string? ConnectorName { get; set; }

    /// <summary>One or two live secrets in the path of VTEX's calls; none are the tenant's.</summary>
    [Secret]
    public List<string> WebhookSecrets { get; set; } = [];

    /// <summary>Address of this hub.</summary>
    public string? PublicUrl { get; set; }

    /// <summary>Reads of orders in a minute.</summary>
    public int? ReadsPerMinute { get; set; }

    /// <summary>How a discount is shared.</summary>
    public string? DiscountSplit { get; set; }

    /// <summary>The SKU file.</summary>
    public string? SkuFile { get; set; }

    /// <summary>What becomes of what it does not have.</summary>
    public string? OnUnmapped { get; set; }

    /// <summary>What becomes of cents that do not divide.</summary>
    public string? RemainderAs { get; set; }

    /// <summary>An order that changed after it was placed.</summary>
    public string? OnContentChanged { get; set; }

    /// <summary>OPABOX's service fee.</summary>
    public string? ServiceFee { get; set; }

    /// <summary>Rate that VTEX may diverge in price.</summary>
    public decimal? PriceDivergenceAllowanceRate { get; set; }

    /// <summary>E-mail of a customer who has none.</summary>
    public string? CustomerEmailTemplate { get; set; }

    /// <summary>Payment group by payment type; over the tenant's, type by type.</summary>
    public Dictionary<string, string> PaymentMethods { get; set; } = new(StringComparer.Ordinal);

    /// <summary>The tenant's settings with the shop's over them.</summary>
    public VtexSettings Over(VtexSettings tenant)
    {
        var whole = (VtexSettings)tenant.Next(EarlierSecrets());
        whole.BaseUrl = BaseUrl ?? tenant.BaseUrl;
        whole.Account = Account ?? tenant.Account;
        if (AppKey is not null || AppToken is not null || AuthCookie is not null)
        {
            (whole.AppKey, whole.AppToken, whole.AuthCookie) = (AppKey ?? "", AppToken ?? "", AuthCookie);
        }

        whole.AffiliateId = AffiliateId ?? tenant.AffiliateId;
        whole.ConnectorName = ConnectorName ?? tenant.ConnectorName;
        whole.WebhookSecrets = WebhookSecrets.Count > 0 ? WebhookSecrets : tenant.WebhookSecrets;
        whole.PublicUrl = PublicUrl ?? tenant.PublicUrl;
        whole.ReadsPerMinute = ReadsPerMinute ?? tenant.ReadsPerMinute;
        whole.DiscountSplit = DiscountSplit ?? tenant.DiscountSplit;
        whole.SkuFile = SkuFile ?? tenant.SkuFile;
        whole.OnUnmapped = OnUnmapped ?? tenant.OnUnmapped;
        whole.RemainderAs = RemainderAs ?? tenant.RemainderAs;
        whole.OnContentChanged = OnContentChanged ?? tenant.OnContentChanged;
        whole.ServiceFee = ServiceFee ?? tenant.ServiceFee;
        whole.PriceDivergenceAllowanceRate = PriceDivergenceAllowanceRate ?? tenant.PriceDivergenceAllowanceRate;
        whole.CustomerEmailTemplate = CustomerEmailTemplate ?? tenant.CustomerEmailTemplate;
        whole.PaymentMethods = tenant.PaymentMethods.Concat(PaymentMethods).GroupBy(method => method.Key, StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => same.Last().Value, StringComparer.Ordinal);
        return whole;
    }
}
