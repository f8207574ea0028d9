using System.Text.RegularExpressions;

namespace OrderGrains;

/// <summary>VTEX.</summary>
internal static partial class VtexCheck
{
    public static void Check(string key, VtexSettings vtex, ProblemList problems)
    {
        problems.Address($"{key}:BaseUrl", vtex.BaseUrl);
        CheckAccount($"{key}:Account", vtex, problems);
        Credentials(key, vtex, problems);
        problems.When(
            !Affiliate().IsMatch(vtex.AffiliateId),
            $"{key}:AffiliateId",
            "This is the affiliate's id as VTEX shows it: three letters, or two to eight letters and digits; no hyphen.");
        problems.Text($"{key}:ConnectorName", vtex.ConnectorName, "The connector's name");
        WebhookSecrets($"{key}:WebhookSecrets", vtex.WebhookSecrets, problems);
        problems.Address($"{key}:PublicUrl", vtex.PublicUrl);
        problems.When(
            vtex.ReadsPerMinute is < 60 or > 60_000, $"{key}:ReadsPerMinute", "Reads a minute are 60 to 60,000; null sets no limit.");
        SalesChannel($"{key}:SalesChannel", vtex.SalesChannel, problems);
        FulfillmentCheck.Check($"{key}:Fulfillment", vtex.Fulfillment, new(), problems);
        problems.Word($"{key}:DiscountSplit", vtex.DiscountSplit, "Equal", "Proportional");
        problems.Word($"{key}:RemainderAs", vtex.RemainderAs, "Split", "Interest");
        problems.Word($"{key}:OnUnmapped", vtex.OnUnmapped, "AsIs", "Warn", "Refuse");
        problems.When(
            vtex.OnUnmapped is "Warn" or "Refuse" && string.IsNullOrWhiteSpace(vtex.SkuFile), $"{key}:SkuFile", "What is not mapped can be found by a SKU file only.");
        problems.Word($"{key}:OnContentChanged", vtex.OnContentChanged, "Approve", "Hold");
        problems.Word($"{key}:ServiceFee", vtex.ServiceFee, "Exclude", "AsInterest");
        problems.When(
            vtex.PriceDivergenceAllowanceRate < 0, $"{key}:PriceDivergenceAllowanceRate", "The rate is zero or more; null sends none.");
        EmailTemplate($"{key}:CustomerEmailTemplate", vtex.CustomerEmailTemplate, problems);
        foreach (var (type, group) in vtex.PaymentMethods)
        {
            problems.When(
                group?.EndsWith("PaymentGroup", StringComparison.Ordinal) != true || group == "PaymentGroup",
                $"{key}:PaymentMethods:{type}",
                "This is one of VTEX's payment groups, such as creditCardPaymentGroup.");
        }
    }

    /// <summary>Key and token, or the cookie of a user of VTEX's (developers.vtex.com, New Order Integration, authentication).</summary>
    private static void Credentials(string key, VtexSettings vtex, ProblemList problems)
    {
        if (!string.IsNullOrWhiteSpace(vtex.AuthCookie))
        {
            problems.Secret($"{key}:AuthCookie", vtex.AuthCookie, "The cookie");
            problems.When(vtex.AppKey.Length > 0 || vtex.AppToken.Length > 0, $"{key}:AuthCookie", "The cookie takes the place of key and token: one or the other.");
            return;
        }

        problems.Secret($"{key}:AppKey", vtex.AppKey, "The application key");
        problems.Secret($"{key}:AppToken", vtex.AppToken, "The application token");
    }

    public static void SalesChannel(string key, string? value, ProblemList problems) =>
        problems.When(
            value is not null && !SalesChannelNumber().IsMatch(value), key, "This is the number of a trade policy; null sends none.");

    /// <summary>The account is the first part of VTEX's own addresses, behind a workspace's; a retailer's own domain says nothing of it.</summary>
    private static void CheckAccount(string key, VtexSettings vtex, ProblemList problems)
    {
        if (!Account().IsMatch(vtex.Account))
        {
            problems.Add(key, "This is the account's name, the first part of its address.");
            return;
        }

        problems.When(
            Uri.TryCreate(vtex.BaseUrl, UriKind.Absolute, out var url)
                && url.Host.Split('.') is [var first, "vtexcommercestable" or "vtexcommercebeta" or "myvtex", ..]
                && !first.Split("--")[^1].Equals(vtex.Account, StringComparison.OrdinalIgnoreCase),
            key,
            "BaseUrl is the address of another account than this one.");
    }

    private static void WebhookSecrets(string key, List<string> secrets, ProblemList problems)
    {
        problems.Keys(key, secrets, "the secret in the path");
        for (var i = 0; i < secrets.Count; i++)
        {
            problems.When(
                !string.IsNullOrWhiteSpace(secrets[i]) && (!PathSegment().IsMatch(secrets[i]) || secrets[i] is "." or ".."),
                $"{key}:{i}",
                "The secret is part of a path: letters, digits, the hyphen, the dot, the underscore and the tilde.");
        }
    }

    private static void EmailTemplate(string key, string? template, ProblemList problems) =>
        problems.When(
            template is not null && !Email().IsMatch(template),
            key,
            "This is an e-mail address with {document} in it, such as {document}@acme.example.");

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9_-]*\z")]
    private static partial Regex Account();

    [GeneratedRegex(@"^[A-Za-z0-9]{2,8}\z")]
    private static partial Regex Affiliate();

    [GeneratedRegex(@"^[0-9]{1,9}\z")]
    private static partial Regex SalesChannelNumber();

    [GeneratedRegex(@"^[A-Za-z0-9._~-]+\z")]
    private static partial Regex PathSegment();

    [GeneratedRegex(@"^[^@\s{}]*\{document\}[^@\s{}]*@[^@\s{}]+\z")]
    private static partial Regex Email();
}
