using OrderGrains.Silo;

namespace OrderGrains.Tests.Hosting;

public class StoreAddressTests
{
    [Fact]
    public void A_folder_is_that_of_the_file()
    {
        var storage = Resolve("sqlite:some/data")!.Storage;

        Assert.Equal(("Sqlite", Path.GetFullPath("some/data")), (storage.Kind, storage.DataDirectory));
    }

    [Fact]
    public void A_database_is_named_by_its_connection_string()
    {
        var storage = Resolve("postgres:Host=db;Password=a:b")!.Storage;

        Assert.Equal(("Postgres", "Host=db;Password=a:b"), (storage.Kind, storage.ConnectionString));
    }

    [Theory]
    [InlineData("azure:UseDevelopmentStorage=true", "UseDevelopmentStorage=true", null)]
    [InlineData("azure:https://acme.blob.core.windows.net", null, "https://acme.blob.core.windows.net")]
    public void An_account_is_named_by_its_connection_string_or_its_address(string text, string? connectionString, string? serviceUri)
    {
        var settings = Resolve(text, "--OrderGrains:Cluster:ServiceId=shop1")!;

        Assert.Equal(("Azure", connectionString, serviceUri), (settings.Storage.Kind, settings.Storage.ConnectionString, settings.Storage.ServiceUri));
        Assert.Equal("shop1", settings.Cluster.ServiceId);
    }

    [Fact]
    public void The_settings_name_one_too()
    {
        var storage = Resolve("settings", "--OrderGrains:Storage:Kind=Postgres", "--OrderGrains:Storage:ConnectionString=Host=db")!.Storage;

        Assert.Equal(("Postgres", "Host=db"), (storage.Kind, storage.ConnectionString));
    }

    [Fact]
    public void And_so_does_a_file_of_settings()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("settings.json", """{ "OrderGrains": { "Storage": { "Kind": "Postgres", "ConnectionString": "Host=db" } } }""");

        Assert.Equal("Host=db", Resolve($"settings:{file}")!.Storage.ConnectionString);
    }

    [Theory]
    [InlineData("")]
    [InlineData("data")]
    [InlineData("sqlite")]
    [InlineData("sqlite:")]
    [InlineData("postgres:")]
    [InlineData("mysql:Server=db")]
    [InlineData("settings:")]
    [InlineData("settings:/there/is/no/such.json")]
    [InlineData("azure:http://acme.blob.core.windows.net")]
    public void Anything_else_is_no_store(string text) => Assert.Null(Resolve(text));

    [Theory]
    [InlineData("postgres:Host=db;Password=x", true)]
    [InlineData("azure:AccountKey=x", true)]
    [InlineData("azure:https://acme.blob.core.windows.net", false)]
    [InlineData("sqlite:data", false)]
    [InlineData("settings:my.json", false)]
    public void A_connection_string_is_shown_to_others(string text, bool shows) => Assert.Equal(shows, StoreAddress.ShowsSecret(text));

    private static SiloSettings? Resolve(string text, params string[] args) =>
        StoreAddress.Resolve(text, ["--environment=Production", .. args], settingsFile: null, TextWriter.Null);
}
