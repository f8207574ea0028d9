using System.Text.Json;
using OrderGrains.Silo;

namespace OrderGrains.Tests.Hosting;

public sealed class CommandsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("restor --from a.db", "There is no command restor. The nearest is restore.")]
    [InlineData("hlep", "There is no command hlep. See silo --help.")]
    [InlineData("start", "There is no command start. See silo --help.")]
    [InlineData("backup --too a.db", "There is no option --too. The nearest is --to.")]
    [InlineData("--url http://localhost:8080", "There is no option --url. The nearest is --urls.")]
    [InlineData("backup", "Option '--to' is required. See silo backup --help.")]
    [InlineData("copy --from sqlite:data", "Option '--to' is required. See silo copy --help.")]
    [InlineData("--OrderGrain:Role=All", "There is no such setting --OrderGrain:Role. The nearest is --OrderGrains:Role.")]
    [InlineData("--Role:x=All", "There is no such setting --Role:x. The hub's settings begin with --OrderGrains:.")]
    [InlineData("--OrderGrains:Role", "--OrderGrains:Role has no value: --OrderGrains:Role=<value> is expected.")]
    public async Task A_mistyped_line_starts_nothing_and_is_told_with_the_nearest(string line, string told)
    {
        var typed = await Typed.RunAsync(line.Split(' '));

        Assert.Equal((2, "", told), (typed.Code, typed.Out, typed.Error));
    }

    [Theory]
    [InlineData("--OrderGrains__Storage__ConnectionString=Host=db;Password=hunter2", "There is no option --OrderGrains__Storage__ConnectionString. See silo --help.")]
    [InlineData("-OrderGrains:Storage:ConnectionString=Host=db;Password=hunter2", "There is no option -OrderGrains:Storage:ConnectionString. See silo --help.")]
    [InlineData("postgres:Host=db;Password=hunter2", "There is no command like this. See silo --help.")]
    [InlineData("Password=hunter2", "There is no command like this. See silo --help.")]
    public async Task A_secret_that_is_typed_where_it_is_not_read_is_not_repeated(string word, string told)
    {
        var typed = await Typed.RunAsync(word);

        Assert.Equal((2, "", told), (typed.Code, typed.Out, typed.Error));
    }

    [Fact]
    public async Task An_order_id_that_is_none_is_a_mistake_of_the_line()
    {
        var typed = await Typed.RunAsync("export", "--order", "nonsense", "--data", _folder.Path);

        Assert.Equal((2, "nonsense is no order id: tenant/channel/id is expected."), (typed.Code, typed.Error));
    }

    [Fact]
    public async Task What_a_start_would_make_of_nothing_set_in_Development_has_the_sandbox()
    {
        var typed = await Typed.RunAsync("check-settings", "--json", "--environment", "Development");

        Assert.Contains("\"sandbox\"", typed.Out, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(0, typed.Code);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("run --help")]
    [InlineData("copy --help")]
    public async Task Help_is_no_mistake(string line)
    {
        var typed = await Typed.RunAsync(line.Split(' '));

        Assert.Equal((0, ""), (typed.Code, typed.Error));
        Assert.Contains("Usage:", typed.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_version_is_one_line() => Assert.Matches(@"^\d+\.\d+\.\d+(\+\w+)?$", (await Typed.RunAsync("--version")).Out);

    [Theory]
    [InlineData("silo re", "restore")]
    [InlineData("silo backup --", "--data")]
    [InlineData("silo copy --f", "--from")]
    public async Task Words_are_completed(string line, string word) =>
        Assert.Contains(word, (await Typed.RunAsync($"[suggest:{line.Length}]", line)).Out.Split('\n').Select(one => one.TrimEnd()));

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    public async Task A_shell_learns_to_complete_them(string shell) =>
        Assert.Contains("[suggest:", (await Typed.RunAsync("completion", shell)).Out, StringComparison.Ordinal);

    [Fact]
    public async Task Settings_may_stand_anywhere_on_the_line()
    {
        var typed = await Typed.RunAsync(
            "--OrderGrains:Storage:Kind=Postgres", "backup", "--environment", "Production", "--to", "a.db", "--OrderGrains:Storage:ConnectionString", "Host=db");

        Assert.Equal(2, typed.Code);
        Assert.StartsWith("The settings name no data directory: their storage is Postgres", typed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_folder_on_the_line_wins_over_a_storage_of_the_settings()
    {
        var typed = await Typed.RunAsync(
            "backup", "--to", _folder["a.db"], "--data", _folder.Path, "--environment=Production", "--OrderGrains:Storage:Kind=Postgres", "--OrderGrains:Role=Silo");

        Assert.Equal((1, $"There is no database in {_folder.Path}."), (typed.Code, typed.Error));
    }

    [Fact]
    public async Task A_restore_into_a_folder_that_is_not_there_refuses()
    {
        var data = _folder["dta"];
        var typed = await Typed.RunAsync("restore", "--from", _folder.Write("a.db", ""), "--data", data);

        Assert.Equal((1, $"There is no folder {data}. If the orders belong there, make it first: mkdir -p {data}"), (typed.Code, typed.Error));
        Assert.False(Directory.Exists(data));
    }

    [Fact]
    public async Task A_restore_into_a_folder_of_something_else_refuses()
    {
        _folder.Write("letters.txt", "");
        var typed = await Typed.RunAsync("restore", "--from", _folder["letters.txt"], "--data", _folder.Path);

        Assert.Equal(
            (1, $"{_folder.Path} is no data directory of a hub: it has no orders.db, and holds other things, such as letters.txt."), (typed.Code, typed.Error));
    }

    [Fact]
    public async Task A_copy_into_a_folder_of_something_else_refuses()
    {
        var (from, to) = (Directory.CreateDirectory(_folder["from"]).FullName, Directory.CreateDirectory(_folder["to"]).FullName);
        _folder.Write("to/letters.txt", "");

        Assert.StartsWith(
            $"{to} is no data directory of a hub", (await Typed.RunAsync("copy", "--from", $"sqlite:{from}", "--to", $"sqlite:{to}")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restore_where_only_the_database_is_gone_is_none_of_these()
    {
        _folder.Write("orders.lock", "");
        _folder.Write("core.1234", "");

        Assert.Equal(
            $"There is no file {_folder["b.db"]}.", (await Typed.RunAsync("restore", "--from", _folder["b.db"], "--data", _folder.Path)).Error);
    }

    [Fact]
    public async Task The_settings_are_checked_without_a_start()
    {
        var file = _folder.Write("settings.json", ExampleSettings.Json);
        var typed = await Typed.RunAsync("check-settings", "--settings", file, "--environment", "Production");

        Assert.Equal((0, ""), (typed.Code, typed.Error));
        Assert.StartsWith("The settings are right (Production).", typed.Out, StringComparison.Ordinal);
        Assert.Contains("Tenants: acme", typed.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Programs_read_the_mistakes_as_JSON()
    {
        var file = _folder.Write("settings.json", """{ "OrderGrains": { "Rol": "All" } }""");
        var typed = await Typed.RunAsync("check-settings", "--settings", file, "--json");

        Assert.Equal(2, typed.Code);
        var mistake = JsonDocument.Parse(typed.Out).RootElement.GetProperty("mistakes")[0];
        Assert.Equal("OrderGrains:Rol", mistake.GetProperty("key").GetString());
        Assert.Equal("There is no such setting. The nearest is OrderGrains:Role.", mistake.GetProperty("message").GetString());
    }

    [Fact]
    public async Task A_store_that_needs_no_tables_says_so()
    {
        var typed = await Typed.RunAsync("init-database", "--json");

        Assert.Equal(0, typed.Code);
        Assert.Equal("Sqlite", JsonDocument.Parse(typed.Out).RootElement.GetProperty("storage").GetString());
    }
}
