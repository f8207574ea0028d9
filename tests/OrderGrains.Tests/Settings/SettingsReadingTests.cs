using Microsoft.Extensions.Configuration;
using OrderGrains.Silo;

namespace OrderGrains.Tests;

public class SettingsReadingTests
{
    [Fact]
    public void The_whole_example_is_read_and_has_no_mistake()
    {
        var (settings, problems) = ExampleSettings.With(development: false);

        Assert.Empty(problems);
        var acme = settings.Tenants["acme"];
        Assert.Equal(("Sqlite", "data", 256), (settings.Storage.Kind, settings.Storage.DataDirectory, settings.Storage.CacheMegabytes));
        Assert.Equal(TimeSpan.FromDays(730), settings.Retention.Orders);
        Assert.Equal("operator-key-0001", Assert.Single(settings.Operators).Key);
        Assert.Equal(TimeSpan.FromDays(3), settings.Retry.Horizon);
        Assert.Equal(["current-omni-token", "next-omni-token-1"], acme.OmniChat!.WebhookHeaders["X-Omni-Token"]);
        Assert.Equal(["current-opabox-key", "next-opabox-key-1"], acme.Opabox!.ApiKeys);
        Assert.Equal("creditCardPaymentGroup", acme.Vtex!.PaymentMethods["*"]);
        Assert.False(acme.Vtex.Fulfillment.AllowFranchises);
        Assert.Null(acme.Vtex.Fulfillment.Sla);
        Assert.True(acme.BonifiQ!.SendPending);
        Assert.Equal(TimeSpan.FromSeconds(2.5), acme.Checker.Deadline);
        Assert.Equal("Campinas", acme.Stores["Sucao_Dev"].Branch);
    }

    [Fact]
    public void The_default_of_each_setting_that_has_one_is_the_one_in_the_example()
    {
        string[] keys =
        [
            "Role", "Storage:Kind", "Storage:DataDirectory", "Storage:CacheMegabytes", "Cluster:ClusterId", "Cluster:ServiceId", "Cluster:SiloPort",
            "Cluster:GatewayPort", "Cluster:CollectionAge", "Cluster:CallsPerTarget", "Retry:FirstDelay", "Retry:MaxDelay", "Retry:Horizon", "Retry:ResultTimeout",
            "OmniChat:BaseUrl", "OmniChat:Responsible", "OmniChat:Checkout", "OmniChat:OnPlacementRefused", "OmniChat:OnInvalid",
            "OmniChat:DraftsExpireAfter", "Opabox:PaymentRejectedGrace", "Vtex:ConnectorName", "Vtex:DiscountSplit", "Vtex:ServiceFee",
            "BonifiQ:BaseUrl", "BonifiQ:SendPending", "BonifiQ:CustomerKey", "Checker:Deadline", "Checker:CacheFor",
            "Checker:OnCatalogDown", "Checker:BlockOnError",
        ];

        var written = ExampleSettings.With(development: false);
        var left = ExampleSettings.With(development: false, [.. keys.Select(key => (key, (string?)null))]);

        Assert.Empty(left.Problems);
        Assert.Equal(Text(written.Settings), Text(left.Settings));

        static string Text(SiloSettings settings) => System.Text.Json.JsonSerializer.Serialize(settings);
    }

    [Theory]
    [InlineData("Tenats:acme", "x", "Tenats")]
    [InlineData("Vtex:AppKye", "x", null)]
    [InlineData("Vtex:Fulfillment:PickupPoint:Lat", "1", null)]
    [InlineData("Operators:0:Rôle", "x", null)]
    [InlineData("Checker:Rules:0:Kind", "x", null)]
    public void An_unknown_key_is_found(string key, string value, string? told)
    {
        var read = ExampleSettings.With(development: false, (key, value), ("Checker:Rules:0:Type", "CustomerDocument"));

        var problem = Assert.Single(read.Problems);
        Assert.Equal(ExampleSettings.Full(told ?? key), problem.Key);
        Assert.StartsWith("There is no such setting.", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_mistake_is_told_where_the_frameworks_binder_stops_at_the_first()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
        [
            KeyValuePair.Create("OrderGrains:Rol", (string?)"All"),
            KeyValuePair.Create("OrderGrains:Retry:FirstDelay", (string?)"two seconds"),
            KeyValuePair.Create("OrderGrains:Tenants:acme:Vtex:AppKye", (string?)"x"),
            KeyValuePair.Create("OrderGrains:Cluster:SiloPort", (string?)"x"),
        ]).Build();

        string[] keys = [.. ReadSettings.From(configuration, development: true).Problems.Select(problem => problem.Key)];
        var framework = Assert.Throws<InvalidOperationException>(
            () => configuration.GetSection("OrderGrains").Get<SiloSettings>(options => options.ErrorOnUnknownConfiguration = true)).ToString();

        string[] mistakes = ["Rol", "FirstDelay", "AppKye", "SiloPort"];
        Assert.All(mistakes, mistake => Assert.Contains(keys, key => key.EndsWith(mistake, StringComparison.Ordinal)));
        Assert.Single(mistakes, mistake => framework.Contains(mistake, StringComparison.Ordinal));
    }

    [Fact]
    public void Keys_are_found_in_any_case() => ExampleSettings.Accepts("vtex:APPKEY".Replace("vtex", "Vtex", StringComparison.Ordinal), "other");

    [Theory]
    [InlineData("Retry:FirstDelay", "2")]
    [InlineData("Retry:FirstDelay", "two seconds")]
    [InlineData("BonifiQ:SendPending", "yes please")]
    [InlineData("Opabox:IgnorePlacedBefore", "yesterday")]
    [InlineData("Vtex:PriceDivergenceAllowanceRate", "0,05")]
    [InlineData("Vtex:Fulfillment:PickupPoint:Latitude", "north")]
    [InlineData("Opabox:ApiKeys", "a-single-opabox-key")]
    [InlineData("Vtex:PaymentMethods", "creditCardPaymentGroup")]
    [InlineData("BonifiQ", "https://api.bonifiq.com.br")]
    public void A_value_that_does_not_fit_is_told_once(string key, string value) => ExampleSettings.Refuses(key, value);

    [Fact]
    public void A_section_in_place_of_a_value_is_told() =>
        ExampleSettings.Refuses("Vtex:Account:Name", "acme", told: "Vtex:Account");

    [Fact]
    public void A_time_without_an_offset_is_utc()
    {
        var (settings, _) = ExampleSettings.With(development: false, ("Opabox:IgnorePlacedBefore", "2026-03-01T12:00:00"));

        Assert.Equal(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero), settings.Tenants["acme"].Opabox!.IgnorePlacedBefore);
    }

    [Fact]
    public void A_tenant_or_a_store_of_which_nothing_is_said_exists_all_the_same()
    {
        var (settings, problems) = ExampleSettings.With(development: false, ("Tenants:bare", null), ("Stores:Centro", null));

        Assert.Empty(problems);
        Assert.Null(settings.Tenants["bare"].Vtex);
        Assert.Null(settings.Tenants["acme"].Stores["Centro"].Branch);
    }

    [Theory]
    [InlineData(true, null, true)]
    [InlineData(true, "false", false)]
    [InlineData(false, null, false)]
    public void The_sandbox_is_on_in_Development_unless_something_says_false(bool development, string? written, bool enabled) =>
        Assert.Equal(enabled, ExampleSettings.With(development, ("Sandbox:Enabled", written)).Settings.Sandbox.Enabled);

    [Theory]
    [InlineData("http://*:8080;https://hub.example.com:443", true)]
    [InlineData("http://127.0.0.1:0", true)]
    [InlineData("8080", false)]
    [InlineData("ftp://*:8080", false)]
    public void An_address_to_listen_on_is_checked(string urls, bool right)
    {
        var configuration = new Microsoft.Extensions.Configuration.ConfigurationManager { ["urls"] = urls };

        Assert.Equal(right ? [] : ["urls"], ReadSettings.From(configuration, development: true).Problems.Select(problem => problem.Key));
    }

    [Theory]
    [InlineData("ORDERGRAINS_PORT")]
    [InlineData("ORDERGRAINS_SERVICE_HOST")]
    [InlineData("ORDERGRAINS_POSTGRES")]
    [InlineData("ORDERGRAINS_SEED")]
    [InlineData("ORDERGRAINS_VERSION")]
    public void A_variable_of_another_program_is_no_mistake(string name) => Assert.Empty(StrayKeys.Problems(Variable(name)));

    [Theory]
    [InlineData("OrderGrain", "OrderGrains")]
    [InlineData("ORDERGRAINS_SETTING", "ORDERGRAINS_SETTINGS")]
    public void One_that_is_mistyped_is(string name, string meant) =>
        Assert.Equal($"{name}: There is no such setting. The nearest is {meant}.", Assert.Single(StrayKeys.Problems(Variable(name))).ToString());

    private static IConfigurationRoot Variable(string name) => new ConfigurationBuilder().AddInMemoryCollection([new(name, "x")]).Build();
}
