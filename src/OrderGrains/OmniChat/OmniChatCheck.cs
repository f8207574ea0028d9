using System.Text.RegularExpressions;

namespace OrderGrains;

/// <summary>OmniChat.</summary>
internal static partial class OmniChatCheck
{
    public static void Check(string key, OmniChatSettings chat, ProblemList problems)
    {
        problems.When(
            chat.WebhookHeaders.Count == 0, $"{key}:WebhookHeaders", "At least one header that its webhooks carry is required.");
        foreach (var (header, values) in chat.WebhookHeaders)
        {
            problems.When(!HeaderName().IsMatch(header), $"{key}:WebhookHeaders:{header}", "This is no name of an HTTP header.");
            problems.Keys($"{key}:WebhookHeaders:{header}", values, "the header");
        }

        problems.Address($"{key}:BaseUrl", chat.BaseUrl);
        problems.Secret($"{key}:Secret", chat.Secret, "OmniChat's API secret");
        problems.Text($"{key}:Responsible", chat.Responsible, "Our name in its status changes");
        problems.Word($"{key}:Checkout", chat.Checkout, "OmniChat", "Own");
        CheckoutUrl($"{key}:CheckoutUrlTemplate", chat, problems);
        problems.Word($"{key}:OnPlacementRefused", chat.OnPlacementRefused, "Cancel", "Park");
        problems.Word($"{key}:OnInvalid", chat.OnInvalid, "Place", "Refuse");
        problems.When(
            chat.DraftsExpireAfter <= TimeSpan.Zero, $"{key}:DraftsExpireAfter", "A cart is kept longer than zero.");
    }

    private static void CheckoutUrl(string key, OmniChatSettings chat, ProblemList problems)
    {
        if (string.IsNullOrWhiteSpace(chat.CheckoutUrlTemplate))
        {
            problems.When(chat.Checkout == "Own", key, "An own checkout needs its address, with {orderId} or {vtexOrderId}.");
            return;
        }

        var names = Placeholder().Matches(chat.CheckoutUrlTemplate).Select(match => match.Value).ToArray();
        problems.When(
            names.Length == 0 || names.Except(["{orderId}", "{vtexOrderId}"]).Any(),
            key,
            "The address names the order by {orderId}, {vtexOrderId} or both, and has no other placeholder.");
        if (Uri.TryCreate(Placeholder().Replace(chat.CheckoutUrlTemplate, "1"), UriKind.Absolute, out var url)
            && url.Scheme is "http" or "https")
        {
            problems.Https(key, url);
            return;
        }

        problems.Add(key, "This is an absolute address, such as https://shop.example.com/checkout/{orderId}.");
    }

    [GeneratedRegex(@"^[A-Za-z0-9!#$%&'*+.^_`|~-]+\z")]
    private static partial Regex HeaderName();

    [GeneratedRegex(@"\{[^{}]*\}")]
    private static partial Regex Placeholder();
}
