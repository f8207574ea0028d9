using OrderGrains.Silo;

namespace OrderGrains.Tests;

public class StorageSettingsTests
{
    private const string Account = "https://acme.blob.core.windows.net";

    [Theory]
    [InlineData("Storage:Kind", "sqlite")]
    [InlineData("Storage:Kind", "")]
    [InlineData("Storage:DataDirectory", " ")]
    [InlineData("Storage:CacheMegabytes", "15")]
    [InlineData("Storage:CacheMegabytes", "65537")]
    [InlineData("Cluster:CollectionAge", "00:00:59")]
    [InlineData("Cluster:CollectionAge", "1.00:00:01")]
    [InlineData("Cluster:CallsPerTarget", "0")]
    [InlineData("Cluster:CallsPerTarget", "257")]
    [InlineData("Retention:Orders", "23:59:59")]
    [InlineData("Retention:Drafts", "00:00:00")]
    [InlineData("Retention:Log", "-1.00:00:00")]
    public void Refused(string key, string value) => ExampleSettings.Refuses(key, value);

    [Theory]
    [InlineData("Storage:CacheMegabytes", "16")]
    [InlineData("Storage:CacheMegabytes", "65536")]
    [InlineData("Cluster:CollectionAge", "00:01:00")]
    [InlineData("Cluster:CallsPerTarget", "256")]
    [InlineData("Retention:Log", "1.00:00:00")]
    public void Accepted(string key, string value) => ExampleSettings.Accepts(key, value);

    [Theory]
    [InlineData("Silo")]
    [InlineData("Gateway")]
    public void A_storage_of_one_process_is_for_the_role_of_all(string role)
    {
        ExampleSettings.Refuses("Role", role);
        Assert.Empty(Keys(("Role", role), ("Storage:Kind", "Postgres"), ("Storage:ConnectionString", "Host=db")));
        Assert.Equal(["OrderGrains:Role"], ExampleSettings.With(true, ("Role", role), ("Storage:Kind", "Memory")).Problems.Select(problem => problem.Key));
    }

    [Fact]
    public void Memory_is_for_Development_only()
    {
        ExampleSettings.Refuses("Storage:Kind", "Memory");
        Assert.Empty(ExampleSettings.With(development: true, ("Storage:Kind", "Memory")).Problems);
    }

    [Fact]
    public void Postgres_needs_a_connection_string()
    {
        ExampleSettings.Refuses("Storage:Kind", "Postgres", told: "Storage:ConnectionString");
        Assert.Empty(Keys(("Storage:Kind", "Postgres"), ("Storage:ConnectionString", "Host=db")));
    }

    [Theory]
    [InlineData(null, null, "Storage:ConnectionString")]
    [InlineData("UseDevelopmentStorage=true", null, null)]
    [InlineData(null, Account, null)]
    [InlineData("UseDevelopmentStorage=true", Account, "Storage:ServiceUri")]
    [InlineData(null, "http://acme.blob.core.windows.net", "Storage:ServiceUri")]
    [InlineData(null, "https://acme.table.core.windows.net", "Storage:ServiceUri")]
    [InlineData(null, "acme", "Storage:ServiceUri")]
    public void Azure_needs_its_account_named_once(string? connectionString, string? serviceUri, string? told) => Assert.Equal(
        told is null ? [] : [ExampleSettings.Full(told)],
        Keys(("Storage:Kind", "Azure"), ("Storage:ConnectionString", connectionString), ("Storage:ServiceUri", serviceUri)));

    [Theory]
    [InlineData("Postgres", "rubbish")]
    [InlineData("Postgres", "Database=orders")]
    [InlineData("Postgres", "Host=db;Pasword=secret-word")]
    [InlineData("Postgres", "Host=db;Port=many")]
    [InlineData("Azure", "rubbish")]
    [InlineData("Azure", "AccountName=acme;AccountKey=secret-word")]
    [InlineData("Azure", "UseDevelopmentStorage=maybe")]
    public void What_is_no_connection_string_is_told_without_a_word_of_it(string kind, string text)
    {
        var problem = Assert.Single(ExampleSettings.With(false, ("Storage:Kind", kind), ("Storage:ConnectionString", text)).Problems);

        Assert.Equal("OrderGrains:Storage:ConnectionString", problem.Key);
        Assert.DoesNotContain("secret-word", problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Azure", "ordergrains", false)]
    [InlineData("Azure", "og1", false)]
    [InlineData("Azure", "Order Grains", true)]
    [InlineData("Azure", "1ordergrains", true)]
    [InlineData("Azure", "og", true)]
    [InlineData("Postgres", "Order Grains", false)]
    public void On_Azure_Storage_the_service_names_container_and_tables(string kind, string service, bool refused) => Assert.Equal(
        refused ? ["OrderGrains:Cluster:ServiceId"] : [],
        Keys(("Storage:Kind", kind), ("Storage:ConnectionString", kind == "Azure" ? "UseDevelopmentStorage=true" : "Host=db"), ("Cluster:ServiceId", service)));

    [Theory]
    [InlineData("Cluster:ClusterId", "")]
    [InlineData("Cluster:ServiceId", "")]
    [InlineData("Cluster:SiloPort", "0")]
    [InlineData("Cluster:GatewayPort", "65536")]
    [InlineData("Cluster:GatewayPort", "11111")]
    [InlineData("Cluster:AdvertisedAddress", "silo-1")]
    public void What_silos_find_each_other_by_is_looked_at_where_there_are_several(string key, string value)
    {
        ExampleSettings.Accepts(key, value);
        Assert.Equal([ExampleSettings.Full(key)], Keys(("Storage:Kind", "Postgres"), ("Storage:ConnectionString", "Host=db"), (key, value)));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void What_is_over_is_kept_for_ever_where_that_is_said(string? value)
    {
        var (settings, problems) = ExampleSettings.With(development: false, ("Retention:Orders", value));

        Assert.Empty(problems);
        Assert.Null(settings.Retention.Orders);
        Assert.Equal(TimeSpan.FromDays(90), settings.Retention.Drafts);
        Assert.Equal(TimeSpan.FromDays(730), new SiloSettings().Retention.Orders);
    }

    [Theory]
    [InlineData("Engine", "Embedded", "Engine")]
    [InlineData("Embedded:DataDirectory", "data", "Embedded")]
    [InlineData("Cluster:Storage", "Postgres", "Cluster:Storage")]
    [InlineData("Cluster:ConnectionString", "Host=db", "Cluster:ConnectionString")]
    public void No_other_names_are_known(string key, string value, string told) => ExampleSettings.Refuses(key, value, told);

    private static string[] Keys(params (string, string?)[] changes) =>
        [.. ExampleSettings.With(development: false, changes).Problems.Select(problem => problem.Key)];
}
