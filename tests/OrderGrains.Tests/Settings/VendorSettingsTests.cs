namespace OrderGrains.Tests;

public class VendorSettingsTests
{
    [Theory]
    [InlineData("OmniChat:WebhookHeaders:x-omni-token:0", "fifteen-letters")]
    [InlineData("OmniChat:WebhookHeaders:x-omni-token:0", "")]
    [InlineData("OmniChat:BaseUrl", "")]
    [InlineData("OmniChat:BaseUrl", "orders-api.omni.chat/v2")]
    [InlineData("OmniChat:BaseUrl", "/v2")]
    [InlineData("OmniChat:BaseUrl", "ftp://orders-api.omni.chat")]
    [InlineData("OmniChat:BaseUrl", "http://orders-api.omni.chat/v2")]
    [InlineData("OmniChat:BaseUrl", "https://orders-api.omni.chat/v2?a=1")]
    [InlineData("OmniChat:BaseUrl", "https://orders-api.omni.chat/v2#a")]
    [InlineData("OmniChat:BaseUrl", "https://user:password@orders-api.omni.chat/v2")]
    [InlineData("OmniChat:Secret", "")]
    [InlineData("OmniChat:Responsible", " ")]
    [InlineData("OmniChat:Checkout", "own")]
    [InlineData("OmniChat:OnPlacementRefused", "Ignore")]
    [InlineData("OmniChat:OnInvalid", "Drop")]
    [InlineData("OmniChat:DraftsExpireAfter", "00:00:00")]
    [InlineData("Opabox:ApiKeys:1", "fifteen-letters")]
    [InlineData("Opabox:PaymentRejectedGrace", "-00:00:01")]
    [InlineData("Opabox:PlaceWithin", "00:00:00")]
    [InlineData("BonifiQ:BaseUrl", "http://api.bonifiq.com.br")]
    [InlineData("BonifiQ:Token", "")]
    [InlineData("BonifiQ:Token", "a:b")]
    [InlineData("BonifiQ:Key", "")]
    [InlineData("BonifiQ:CustomerKey", "Phone")]
    public void Refused(string key, string value) => ExampleSettings.Refuses(key, value);

    [Theory]
    [InlineData("OmniChat:WebhookHeaders:Authorization:0", "Bearer sixteen-letters")]
    [InlineData("OmniChat:WebhookHeaders:x-omni-token:1", null)]
    [InlineData("OmniChat:BaseUrl", "https://orders-api.omni.chat:8443/v2/")]
    [InlineData("OmniChat:OnPlacementRefused", "Park")]
    [InlineData("OmniChat:OnInvalid", "Refuse")]
    [InlineData("OmniChat:DraftsExpireAfter", "00:00:01")]
    [InlineData("Opabox:ApiKeys:1", null)]
    [InlineData("Opabox:PaymentRejectedGrace", "00:00:00")]
    [InlineData("Opabox:PlaceWithin", "00:45:00")]
    [InlineData("Opabox:IgnorePlacedBefore", "2026-03-01T00:00:00-03:00")]
    [InlineData("BonifiQ:CustomerKey", "Email")]
    public void Accepted(string key, string? value) => ExampleSettings.Accepts(key, value);

    [Theory]
    [InlineData("OmniChat:WebhookHeaders:x-omni-token")]
    [InlineData("Opabox:ApiKeys")]
    [InlineData("Vtex:WebhookSecrets")]
    public void A_list_of_keys_holds_one_or_two(string list)
    {
        const string key = "a-key-that-is-long-enough-";
        Assert.Equal(list, Mistake((list + ":0", key + "1"), (list + ":1", key + "2"), (list + ":2", key + "3")));
        Assert.Null(Mistake((list + ":0", key + "1"), (list + ":1", key + "2")));
        Assert.Null(Mistake((list + ":0", key + "1"), (list + ":1", null)));
        Assert.Equal(list, Mistake((list + ":0", null), (list + ":1", null)));

        string? Mistake(params (string, string?)[] changes)
        {
            var problem = ExampleSettings.With(development: false, changes).Problems.SingleOrDefault();
            return problem?.Key.Replace("OrderGrains:Tenants:acme:", "", StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Chat_needs_a_header_that_its_webhooks_carry()
    {
        var read = ExampleSettings.With(
            false, ("OmniChat:WebhookHeaders:x-omni-token:0", null), ("OmniChat:WebhookHeaders:x-omni-token:1", null));

        Assert.All(read.Problems, problem => Assert.StartsWith(ExampleSettings.Full("OmniChat:WebhookHeaders"), problem.Key, StringComparison.Ordinal));
        Assert.NotEmpty(read.Problems);
    }

    [Fact]
    public void A_header_has_a_name_that_a_header_can_have()
    {
        var read = ExampleSettings.With(false, ("OmniChat:WebhookHeaders:x omni:0", "sixteen-letters!"));

        Assert.Equal(ExampleSettings.Full("OmniChat:WebhookHeaders:x omni"), Assert.Single(read.Problems).Key);
    }

    [Theory]
    [InlineData(null, false)]
    [InlineData("https://shop.example.com/checkout", false)]
    [InlineData("https://shop.example.com/checkout/{order}", false)]
    [InlineData("http://shop.example.com/checkout/{orderId}", false)]
    [InlineData("/checkout/{orderId}", false)]
    [InlineData("https://shop.example.com/checkout/{orderId}", true)]
    [InlineData("https://shop.example.com/checkout?id={vtexOrderId}&o={orderId}", true)]
    public void An_own_checkout_has_an_address_that_names_the_order(string? template, bool right)
    {
        var read = ExampleSettings.With(false, ("OmniChat:Checkout", "Own"), ("OmniChat:CheckoutUrlTemplate", template));

        var keys = read.Problems.Select(problem => problem.Key).Distinct();
        Assert.Equal(right ? [] : [ExampleSettings.Full("OmniChat:CheckoutUrlTemplate")], keys);
    }
}
