using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OrderGrains.EngineTests.EndToEnd;

/// <summary>A hub for <see cref="Acme"/> with its vendors: webhooks go in, the operations API tells what became of them.</summary>
/// <param name="resultTimeout">How long VTEX's word is awaited before VTEX is read.</param>
/// <param name="under">A command that the program is started by; none where it is empty.</param>
public class Hub(string resultTimeout, params string[] under) : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _http = new();

    public Vendors Vendors { get; private set; } = null!;

    public SiloProcess Silo { get; private set; } = null!;

    public string Folder => _folder.Path;

    public string SettingsFile => _folder["settings.json"];

    public async Task InitializeAsync()
    {
        Vendors = await Vendors.StartAsync();
        await File.WriteAllTextAsync(SettingsFile, Settings());
        await StartAsync();
    }

    /// <summary>Starts the program, also again on the data of before.</summary>
    public async Task StartAsync()
    {
        Silo = SiloProcess.StartUnder(under, Folder, SettingsFile);
        Vendors.Hub = await Silo.ListeningAsync();
    }

    /// <summary>Starts another build of the program; this one where none is named.</summary>
    public async Task StartAsync(string? program)
    {
        Silo = SiloProcess.StartOf(program, _folder.Path, SettingsFile);
        Vendors.Hub = await Silo.ListeningAsync();
    }

    /// <summary>Starts the program and kills it before it serves, or soon after.</summary>
    public async Task StartAndKillAsync(TimeSpan after)
    {
        Silo = SiloProcess.Start(Folder, SettingsFile);
        await Task.Delay(after, TimeProvider.System);
        await Silo.DisposeAsync();
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        await Silo.DisposeAsync();
        Vendors.Hub = null;
    }

    public Task<HttpResponseMessage> OpaboxAsync(byte[] body, string key = Acme.OpaboxKey, string tenant = Acme.Name) =>
        PostAsync($"/hooks/{tenant}/opabox/orders", body, "x-api-key", key);

    public Task<HttpResponseMessage> OmniChatAsync(string hook, byte[] body, string tenant = Acme.Name) =>
        PostAsync($"/hooks/{tenant}/omnichat/{hook}", body, Acme.OmniChatHeader, Acme.OmniChatKey);

    public async Task<HttpResponseMessage> PostAsync(string path, byte[] body, string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Vendors.Hub!, path)) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add(header, value);
        return await _http.SendAsync(request);
    }

    /// <summary>Posts what must be taken, again where the hub says that it cannot serve now: cold, and on cores that others share, it may say so.</summary>
    public async Task AcceptsAsync(Func<Task<HttpResponseMessage>> post)
    {
        using var answer = await Within.Until(post, answer => answer.StatusCode != HttpStatusCode.ServiceUnavailable, "the hub serves", () => Silo.Output);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{answer.StatusCode} {await answer.Content.ReadAsStringAsync()}\n{Silo.Output}");
    }

    /// <summary>An order as the API shows it; null where there is none.</summary>
    public async Task<OrderSeen?> OrderAsync(string order, string tenant = Acme.Name)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Vendors.Hub!, $"/api/orders/{tenant}/{order}"));
        request.Headers.Add("X-Api-Key", Acme.OperatorKey);
        using var answer = await _http.SendAsync(request);
        return answer.StatusCode == HttpStatusCode.NotFound
            ? null
            : new(JsonNode.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync())!);
    }

    /// <summary>The order once it looks right.</summary>
    public async Task<OrderSeen> OrderAsync(string order, Func<OrderSeen, bool> right, string phase, string tenant = Acme.Name) =>
        (await Within.Until(() => OrderAsync(order, tenant), seen => seen is not null && right(seen), phase, () => Silo.Output))!;

    /// <summary>A target as the API shows it, once it looks right.</summary>
    public Task<JsonNode> TargetAsync(string target, Func<JsonNode, bool> right, string phase) => Within.Until(
        async () =>
        {
            using var answer = await ApiAsync(HttpMethod.Get, "/api/targets");
            var all = JsonNode.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync())!["targets"]!.AsArray();
            return all.Single(one => (string?)one!["target"] == target)!;
        },
        right,
        phase,
        () => Silo.Output);

    /// <summary>An operator has a target called again.</summary>
    public async Task ResumeAsync(string target)
    {
        using var answer = await ApiAsync(HttpMethod.Post, $"/api/targets/{Acme.Name}/{target}/resume");
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Waits for something that the vendors know.</summary>
    public Task VendorsAsync(Func<Vendors, bool> right, string phase) => Within.Until(
        () => Task.FromResult(Vendors),
        right,
        phase,
        () => $"{JsonSerializer.Serialize(Vendors.Standing.Ledger.Read())}\n{Silo.Output}");

    /// <summary>An operator's call.</summary>
    public async Task<HttpResponseMessage> ApiAsync(HttpMethod method, string path)
    {
        using var request = new HttpRequestMessage(method, new Uri(Vendors.Hub!, path));
        request.Headers.Add("X-Api-Key", Acme.OperatorKey);
        return await _http.SendAsync(request);
    }

    public async Task DisposeAsync()
    {
        await Silo.DisposeAsync();
        await Vendors.DisposeAsync();
        _http.Dispose();
        _folder.Dispose();
    }

    /// <summary>The settings file.</summary>
    protected virtual string Settings() => Acme.Settings(Vendors.Address, resultTimeout);
}
