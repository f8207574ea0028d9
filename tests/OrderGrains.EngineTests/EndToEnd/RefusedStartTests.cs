using Npgsql;
using OrderGrains.EngineTests.Store.Postgres;

namespace OrderGrains.EngineTests.EndToEnd;

/// <summary>What an operator reads where the store lets nothing start: a sentence, and no more.</summary>
[NeedsPostgres]
[Collection(EndToEndTests.Name)]
public sealed class RefusedStartTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private TestDatabase _database = null!;

    private string SettingsFile => _folder["settings.json"];

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync();
        await File.WriteAllTextAsync(SettingsFile, Acme.Settings(new("http://127.0.0.1:9"), "00:15:00"));
    }

    public async Task DisposeAsync()
    {
        await _database.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("All")]
    [InlineData("Silo")]
    [InlineData("Gateway")]
    public async Task A_database_that_nobody_initialised_is_told_with_what_to_run(string role)
    {
        var schema = await _database.ScalarAsync<string>("SELECT current_schema()::text");
        await _database.RunAsync($"DROP SCHEMA {schema} CASCADE; CREATE SCHEMA {schema}");

        Assert.Equal(
            "The database has no tables of this program. Run: silo init-database", await SaidAsync(_database.ConnectionString, $"--OrderGrains:Role={role}"));
    }

    [Fact]
    public async Task A_database_that_is_away_is_told_without_its_address()
    {
        var away = new NpgsqlConnectionStringBuilder(_database.ConnectionString) { Host = "127.0.0.1", Port = 9, Password = "secret-password" };

        Assert.Equal("The database cannot be reached: nothing listens at the host and port of its connection string.", await SaidAsync(away.ToString()));
    }

    [Fact]
    public async Task A_server_whose_name_is_unknown_is_told_as_that()
    {
        var away = new NpgsqlConnectionStringBuilder(_database.ConnectionString) { Host = "nobody.invalid" };

        Assert.Equal("The database cannot be reached: the host of its connection string is not known here.", await SaidAsync(away.ToString()));
    }

    [Fact]
    public async Task A_database_that_the_server_does_not_have_is_told_so()
    {
        var other = new NpgsqlConnectionStringBuilder(_database.ConnectionString) { Database = "nobodys" };

        Assert.Equal("The server has no database of that name.", await SaidAsync(other.ToString()));
    }

    /// <summary>The one line of a start that ends at once.</summary>
    private async Task<string> SaidAsync(string connectionString, params string[] more)
    {
        await using var silo = SiloProcess.Start(
            _folder.Path, SettingsFile, ["--OrderGrains:Storage:Kind=Postgres", $"--OrderGrains:Storage:ConnectionString={connectionString}", .. more]);
        Assert.Equal(1, await silo.ExitAsync("the refused start"));
        return Assert.Single(silo.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }
}
