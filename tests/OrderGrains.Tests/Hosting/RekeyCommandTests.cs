namespace OrderGrains.Tests.Hosting;

public sealed class RekeyCommandTests : IDisposable
{
    private static readonly string Key = $"2026b:{Convert.ToBase64String(new byte[32])}";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Without_a_key_there_is_none_to_encrypt_under()
    {
        var typed = await RunAsync();

        Assert.Equal((2, "Storage:Keys has no key: there is none to encrypt the orders under."), (typed.Code, typed.Error));
    }

    [Fact]
    public async Task A_key_that_is_none_is_a_mistake_that_is_not_quoted()
    {
        var typed = await RunAsync("--OrderGrains:Storage:Keys:0=2026b:c2VjcmV0");

        Assert.Equal(2, typed.Code);
        Assert.Contains("OrderGrains:Storage:Keys", typed.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("c2VjcmV0", typed.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_no_hub_has_kept_orders_nothing_is_made()
    {
        var typed = await RunAsync($"--OrderGrains:Storage:Keys:0={Key}");

        Assert.Equal((1, $"There is no database in {_folder.Path}."), (typed.Code, typed.Error));
    }

    [Fact]
    public async Task It_tells_what_each_key_is_used_for()
    {
        await (await OrderGrains.Silo.Stores.OpenTargetAsync(new() { Storage = new() { DataDirectory = _folder.Path } })).DisposeAsync();
        var typed = await RunAsync($"--OrderGrains:Storage:Keys:0={Key}", $"--OrderGrains:Storage:Keys:1=2026a:{Convert.ToBase64String(new byte[32])}");

        Assert.Equal((0, ""), (typed.Code, typed.Error));
        Assert.Equal(
            """
            0 orders were brought under key 2026b.
            Key 2026b: 0 records, 0 entries of the log, and all that is written from now on.
            Key 2026a: 0 records, 0 entries of the log. It can go from the settings, once no backup is under it.
            """,
            typed.Out);
    }

    [Fact]
    public async Task A_count_tells_of_no_change_also_without_a_key()
    {
        await (await OrderGrains.Silo.Stores.OpenTargetAsync(new() { Storage = new() { DataDirectory = _folder.Path } })).DisposeAsync();

        Assert.Equal("There are no orders, and Storage:Keys has no key.", (await RunAsync("--count")).Out);
        Assert.Equal("Key 2026b: 0 records, 0 entries of the log, and all that is written from now on.", (await RunAsync("--count", $"--OrderGrains:Storage:Keys:0={Key}")).Out);
    }

    private Task<Typed> RunAsync(params string[] more) =>
        Typed.RunAsync(["rekey", "--environment", "Development", $"--OrderGrains:Storage:DataDirectory={_folder.Path}", "--OrderGrains:Sandbox:Enabled=false", .. more]);
}
