using System.Text.Json.Nodes;

namespace OrderGrains.Tests.Hosting;

/// <summary>What people get wrong first, each with the line that they read.</summary>
public sealed class CommonMistakesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Tenants:acme:Vtex:AppKye", "x", "OrderGrains:Tenants:acme:Vtex:AppKye: There is no such setting. The nearest is OrderGrains:Tenants:acme:Vtex:AppKey.")]
    [InlineData(
        "Tenants:acme:PaymentMethods:Pix", "x", "OrderGrains:Tenants:acme:PaymentMethods: There is no such setting. The nearest is OrderGrains:Tenants:acme:Vtex:PaymentMethods.")]
    [InlineData("Vtex:AppKey", "x", "OrderGrains:Vtex: There is no such setting. The nearest is OrderGrains:Tenants:{tenant}:Vtex.")]
    [InlineData(
        "Tenants:acme:Vtex:CustomerEmailTemplate", null,
        "OrderGrains:Tenants:acme:Vtex:CustomerEmailTemplate: OPABOX tells no e-mail and VTEX takes no order without one: an address with {document} in it, such as {document}@acme.example, is required.")]
    [InlineData(
        "Tenants:acme:Vtex:PaymentMethods", null,
        "OrderGrains:Tenants:acme:Vtex:PaymentMethods:*: OPABOX's payment types are free text: the payment group of all that no other key names is required, such as creditCardPaymentGroup.")]
    [InlineData(
        "Tenants:acme:Opabox:ApiKeys:0", "change-me-opabox-key",
        "OrderGrains:Tenants:acme:Opabox:ApiKeys:0: This is still the example's. A key that others send us is yours to make, such as with: openssl rand -hex 24")]
    [InlineData("Tenants:acme:Opabox:ApiKeys:0", "short", "OrderGrains:Tenants:acme:Opabox:ApiKeys:0: Outside Development the value has to have at least 16 characters.")]
    [InlineData("Tenants:acme:Vtex:PublicUrl", "http://hub.example.com", "OrderGrains:Tenants:acme:Vtex:PublicUrl: Outside Development the address has to begin with https.")]
    [InlineData("Tenants:acme:Vtex:Account", "acmecorp", "OrderGrains:Tenants:acme:Vtex:Account: BaseUrl is the address of another account than this one.")]
    [InlineData("Retry:MaxDelay", "30", "OrderGrains:Retry:MaxDelay: This is a duration: days.hours:minutes:seconds, such as 00:00:02.5, or 1.00:00:00 for a day.")]
    [InlineData(
        "Tenants:acme:Opabox:PaymentRejectedGrace", "24:00:00",
        "OrderGrains:Tenants:acme:Opabox:PaymentRejectedGrace: This is a duration: days.hours:minutes:seconds, such as 00:00:02.5, or 1.00:00:00 for a day.")]
    [InlineData("Tenants:acme:Opabox:ApiKeys", "0123456789abcdef", "OrderGrains:Tenants:acme:Opabox:ApiKeys: A list is expected here, also of one value: [ \"…\" ].")]
    [InlineData(
        "Tenants:acme:Vtex:Fulfillment:Mode", "seller",
        "OrderGrains:Tenants:acme:Vtex:Fulfillment:Mode: This is Seller, MarketplaceSellerStock, MarketplaceOwnStock or PickupPoint, in exact case.")]
    [InlineData(
        "Tenants:acme:Checker:Rules:0", """{ "Type": "Discount", "Value": 10, "Mode": "PERCENTAGE" }""",
        "OrderGrains:Tenants:acme:Vtex:PriceDivergenceAllowanceRate: The checker's rules give discounts or gifts, and VTEX refuses prices that diverge (EOI003) until it is told how far they may.")]
    [InlineData("Tenants:acme:OmniChat", null, "OrderGrains:Tenants:acme:BonifiQ:CustomerKey: Nobody can earn points: customers are known by e-mail, and OPABOX tells none. Document is what it tells.")]
    public async Task A_mistake_is_told_with_what_is_right(string key, string? value, string told)
    {
        var settings = JsonNode.Parse(ExampleSettings.Json)!;
        if (key.EndsWith(":OmniChat", StringComparison.Ordinal))
        {
            Put(settings, "OrderGrains:Tenants:acme:BonifiQ:CustomerKey", "Email");
        }

        Put(settings, $"OrderGrains:{key}", value);

        Assert.Equal($"The settings have a mistake (see docs/settings.md):\n  {told}", await CheckedAsync(_folder.Write("settings.json", settings.ToString())));
    }

    [Fact]
    public async Task A_key_that_VTEX_maps_and_OmniChat_never_sends_is_told()
    {
        var settings = JsonNode.Parse(ExampleSettings.Json)!;
        Put(settings, "OrderGrains:Tenants:acme:Opabox", null);
        Put(settings, "OrderGrains:Tenants:acme:Vtex:PaymentMethods:PIX", "instantPaymentPaymentGroup");

        Assert.EndsWith(
            "OrderGrains:Tenants:acme:Vtex:PaymentMethods:PIX: OmniChat knows no such payment. Its kinds are CreditCard, DebitCard, Pix, Boleto; * is the rest.",
            await CheckedAsync(_folder.Write("settings.json", settings.ToString())),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_without_the_section_is_told() => Assert.EndsWith(
        "  Tenants: This stands outside the section OrderGrains; the nearest is OrderGrains:Tenants.",
        await CheckedAsync(_folder.Write("settings.json", """{ "Tenants": { "acme": { } } }""")),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("environment")]
    [InlineData("Environment")]
    [InlineData("contentRoot")]
    public async Task What_no_file_can_say_is_told(string key) => Assert.EndsWith(
        $"  {key}: This is decided before a file is read, so no file says it. ASPNETCORE_ENVIRONMENT or --environment names the environment.",
        await CheckedAsync(_folder.Write("settings.json", $$"""{ "{{key}}": "Development" }""")),
        StringComparison.Ordinal);

    [Fact]
    public async Task A_section_with_another_name_is_told() => Assert.EndsWith(
        "  OrderGrain: There is no such setting. The nearest is OrderGrains.",
        await CheckedAsync(_folder.Write("settings.json", """{ "OrderGrain": { "Tenants": { } } }""")),
        StringComparison.Ordinal);

    [Fact]
    public async Task A_file_that_is_not_there_is_told() => Assert.Equal(
        $"There is no file of settings {_folder["settings.jsn"]}, which --settings or ORDERGRAINS_SETTINGS names.", await CheckedAsync(_folder["settings.jsn"]));

    [Fact]
    public async Task A_file_that_is_no_JSON_is_told_with_its_line()
    {
        var file = _folder.Write("settings.json", "{\n  \"OrderGrains\": {\n    \"Role\": \"All\"\n    \"Retry\": { }\n  }\n}\n");

        Assert.Equal($"Failed to load configuration from file '{file}'. It is no JSON: look at line 4, and at what should end the value before it.", await CheckedAsync(file));
    }

    private static async Task<string> CheckedAsync(string file)
    {
        var typed = await Typed.RunAsync("check-settings", "--settings", file, "--environment", "Production");
        Assert.Equal(2, typed.Code);
        return (typed.Error + typed.Out).ReplaceLineEndings("\n");
    }

    /// <summary>Sets a key, or takes it out where the value is null; a value in braces is JSON, and the first of a list is new.</summary>
    private static void Put(JsonNode settings, string key, string? value)
    {
        if (value is null)
        {
            Assert.True(ExampleSettings.Take(settings, key));
            return;
        }

        var path = key.Split(':');
        var node = path[..^1].Aggregate(settings, (section, name) => section[name] ??= new JsonObject());
        var item = value.StartsWith('{') ? JsonNode.Parse(value) : JsonValue.Create(value);
        if (node is JsonArray list)
        {
            list.Insert(0, item);
            while (list.Count > 2)
            {
                list.RemoveAt(2);
            }
        }
        else
        {
            node[path[^1]] = item;
        }
    }
}
