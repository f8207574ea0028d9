using System.Net;
using OrderGrains.EngineTests.Support;
using OrderGrains.Silo;

namespace OrderGrains.EngineTests.EndToEnd;

/// <summary>What somebody meets who starts the program for the first time.</summary>
[Collection(EndToEndTests.Name)]
public sealed class FirstRunTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task With_nothing_set_it_starts_in_Production_and_says_what_it_is_and_what_to_do_next()
    {
        await using var silo = SiloProcess.StartWithNothingSet(_folder.Path);
        using var http = new HttpClient { BaseAddress = await silo.ListeningAsync() };
        var page = await http.GetStringAsync("/");

        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/health/ready")).StatusCode);
        Assert.StartsWith("OrderGrains: an order hub between OmniChat, OPABOX, VTEX and BonifiQ.", page, StringComparison.Ordinal);
        Assert.Contains("/hooks/{tenant}/", page, StringComparison.Ordinal);
        Assert.DoesNotContain("/sandbox", page, StringComparison.Ordinal);
        silo.Terminate();
        Assert.Equal(0, await silo.ExitAsync("the stop"));
        var data = Path.Combine(_folder.Path, ".local", "share", "ordergrains", "data");
        Assert.True(File.Exists(Path.Combine(data, "orders.db")), silo.Output);
        Assert.Contains($"orders in {data}", silo.Output, StringComparison.Ordinal);
        Assert.Contains($"There were no orders in {data}: the hub begins with none", silo.Output, StringComparison.Ordinal);
        Assert.Contains("tenants none, so webhooks are answered 401", silo.Output, StringComparison.Ordinal);
        Assert.Contains("docs/install.md", silo.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_Development_it_names_the_sandbox_and_its_keys()
    {
        await using var silo = SiloProcess.StartInDevelopment(_folder.Path, "");
        using var http = new HttpClient { BaseAddress = await silo.ListeningAsync() };
        var page = await http.GetStringAsync("/");
        silo.Terminate();
        await silo.ExitAsync("the stop");

        Assert.True(File.Exists(_folder["data/orders.db"]), silo.Output);
        Assert.Contains("/sandbox/chat", page, StringComparison.Ordinal);
        Assert.All(
            (string[])["sandbox-opabox", "sandbox-omnichat", "sandbox-vtex", "sandbox-operator", "/sandbox/chat"],
            key => Assert.Contains(key, silo.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_example_of_a_tenant_runs_against_the_sandbox()
    {
        var address = $"http://127.0.0.1:{Ports.Free(1)[0]}";
        var example = await File.ReadAllTextAsync(Repository.File("deploy/tenant.example.json"));
        var file = _folder.Write("settings.json", example.Replace("http://localhost:8080", address, StringComparison.Ordinal));
        await using var silo = SiloProcess.StartInDevelopment(_folder.Path, file, "--urls", address);
        using var http = new HttpClient { BaseAddress = await silo.ListeningAsync() };
        http.DefaultRequestHeaders.Add("x-api-key", "change-me-opabox-key");
        using var body = new ByteArrayContent(Sample.Opabox(2));
        body.Headers.ContentType = new("application/json");
        Assert.Equal(HttpStatusCode.OK, (await http.PostAsync("/hooks/acme/opabox/orders", body)).StatusCode);
        http.DefaultRequestHeaders.Remove("x-api-key");
        http.DefaultRequestHeaders.Add("X-Api-Key", "change-me-operator-key");

        await Within.Until(
            () => http.GetStringAsync($"/api/orders/acme/opabox/{Sample.OpaboxId}"),
            order => order.Contains("\"state\":\"Approved\"", StringComparison.Ordinal) && order.Contains("\"state\":\"Pending\"", StringComparison.Ordinal),
            "VTEX approves the example's order",
            () => silo.Output);

        // The sandbox is a VTEX to register the order hook at.
        var before = await HookAsync(file, "--check");
        Assert.Equal(1, before.Code);
        Assert.EndsWith(" Register it: silo vtex-hook --tenant acme", before.Output, StringComparison.Ordinal);
        var registered = (0, "VTEX tells the hub how the orders of tenant acme get on: the order hook is registered.");
        Assert.Equal([registered, registered], [await HookAsync(file), await HookAsync(file, "--check")]);
    }

    [Fact]
    public async Task It_says_its_version()
    {
        var (code, output) = await SiloProcess.RunAsync(_folder.Path, "", "--version");
        Assert.Equal((0, Greeting.Version), (code, output.Split('+')[0]));
    }

    private Task<(int Code, string Output)> HookAsync(string file, params string[] more) =>
        SiloProcess.RunAsync(_folder.Path, file, ["vtex-hook", "--tenant", "acme", .. more]);
}
