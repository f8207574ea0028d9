using OrderGrains.Silo;

namespace OrderGrains.Tests;

public class CheckerSettingsTests
{
    [Theory]
    [InlineData("Checker:Catalog", "vtex")]
    [InlineData("Checker:Deadline", "00:00:00")]
    [InlineData("Checker:Deadline", "00:00:04.501")]
    [InlineData("Checker:CacheFor", "-00:00:01")]
    [InlineData("Checker:OnCatalogDown", "Fail")]
    public void Refused(string key, string value) => ExampleSettings.Refuses(key, value);

    [Theory]
    [InlineData("Checker:Catalog", "None")]
    [InlineData("Checker:Deadline", "00:00:00.001")]
    [InlineData("Checker:Deadline", "00:00:04.5")]
    [InlineData("Checker:CacheFor", "00:00:00")]
    [InlineData("Checker:OnCatalogDown", "Block")]
    public void Accepted(string key, string value) => ExampleSettings.Accepts(key, value);

    [Fact]
    public void A_catalog_file_needs_its_path() => ExampleSettings.Refuses("Checker:Catalog", "File", told: "Checker:CatalogFile");

    [Fact]
    public void The_catalog_of_vtex_needs_vtex()
    {
        var settings = new SiloSettings { Tenants = { ["acme"] = new() { Checker = { Catalog = "Vtex" } } } };

        Assert.Equal("OrderGrains:Tenants:acme:Checker:Catalog", Assert.Single(SiloSettingsCheck.Problems(settings, development: false)).Key);
    }

    [Theory]
    [InlineData("MinimumOrder", "Value", "50.00", "0")]
    [InlineData("MaximumQuantity", "Value", "10", "-1")]
    [InlineData("Message", "Text", "Este pedido tem um brinde", "")]
    public void A_rule_has_what_it_reads(string type, string key, string right, string wrong)
    {
        Assert.Null(Mistake(("Type", type), (key, right)));
        Assert.Equal(key, Mistake(("Type", type), (key, wrong)));
        Assert.Equal(key, Mistake(("Type", type)));
    }

    [Fact]
    public void A_rule_of_an_unknown_type_or_severity_is_refused()
    {
        Assert.Equal("Type", Mistake(("Type", "Maximum")));
        Assert.Equal("Severity", Mistake(("Type", "CustomerDocument"), ("Severity", "Error")));
        Assert.Null(Mistake(("Type", "CustomerDocument"), ("Severity", "ERROR")));
    }

    [Theory]
    [InlineData("100", "PERCENTAGE", null)]
    [InlineData("100.01", "PERCENTAGE", "Value")]
    [InlineData("100.01", "ABSOLUTE", null)]
    [InlineData("0", "ABSOLUTE", "Value")]
    [InlineData("10", "Percent", "Mode")]
    public void A_discount_is_a_percentage_or_an_amount(string value, string mode, string? mistake) =>
        Assert.Equal(mistake, Mistake(("Type", "Discount"), ("Value", value), ("Mode", mode)));

    [Fact]
    public void A_gift_names_its_item()
    {
        Assert.Null(Mistake(("Type", "Gift"), ("AtLeast", "200"), ("Item:ExternalId", "123"), ("Item:Name", "Kit Brinde")));
        Assert.Equal("Item:Name", Mistake(("Type", "Gift"), ("AtLeast", "200"), ("Item:ExternalId", "123")));
        Assert.Equal("AtLeast", Mistake(("Type", "Gift"), ("AtLeast", "-1"), ("Item:ExternalId", "123"), ("Item:Name", "Kit")));
    }

    private static string? Mistake(params (string Key, string? Value)[] rule)
    {
        (string, string?)[] changes = [("Vtex:PriceDivergenceAllowanceRate", "1"), .. rule.Select(one => ($"Checker:Rules:0:{one.Key}", one.Value))];
        var key = ExampleSettings.With(development: false, changes).Problems.SingleOrDefault()?.Key;
        return key?.Replace(ExampleSettings.Full("Checker:Rules:0:"), "", StringComparison.Ordinal);
    }
}
