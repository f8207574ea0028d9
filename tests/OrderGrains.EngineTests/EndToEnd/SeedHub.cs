using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace OrderGrains.EngineTests.EndToEnd;

/// <summary>
/// The program with a catalog in a file and a tenant for each thing that a checker can say, so that each is answered alone. No
/// vendor is called.
/// </summary>
internal sealed class SeedHub : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ordergrains-").FullName;
    private readonly SiloProcess _silo;
    private readonly HttpClient _http = new();

    private SeedHub()
    {
        File.WriteAllText(
            Path.Combine(_folder, "catalog.json"),
            """
            { "items": [ { "sku": "987941TRE", "name": "Camiseta", "price": 10, "stock": 5 } ],
              "delivery": [
                { "id": "PAC", "from": "01000000", "to": "99999999", "price": 5, "estimate": "3bd" },
                { "id": "Expresso", "from": "01000000", "to": "99999999", "price": 10, "estimate": "0bd" } ] }
            """);
        var settings = Path.Combine(_folder, "settings.json");
        File.WriteAllText(settings, JsonSerializer.Serialize(new
        {
            OrderGrains = new
            {
                Sandbox = new { Enabled = false },
                Operators = new[] { new { Name = "ops", Key = Acme.OperatorKey, Role = "Operator" } },
                Tenants = new Dictionary<string, object>
                {
                    ["plain"] = Tenant(true),
                    ["lenient"] = Tenant(false),
                    ["invalid"] = Tenant(true, new { Type = "Message", Text = "O pedido está inválido", Severity = "ERROR" }),
                    ["told"] = Tenant(true, new { Type = "Message", Text = "Este pedido tem um brinde" }),
                    ["discount"] = Tenant(true, new { Type = "Discount", Coupon = "CUPOM", Value = 10, Mode = "ABSOLUTE" }),
                    ["gift"] = Tenant(true, new { Type = "Gift", Item = new { ExternalId = "123", Name = "Kit Brinde Teste" } }),
                },
            },
        }));
        _silo = SiloProcess.Start(_folder, settings);
    }

    public static async Task<SeedHub> StartAsync()
    {
        var hub = new SeedHub();
        hub._http.BaseAddress = await hub._silo.ListeningAsync();
        return hub;
    }

    /// <summary>One of OmniChat's calls and its answer.</summary>
    public async Task<(HttpStatusCode Status, JsonNode Body)> ChatAsync(string tenant, string hook, byte[] body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/hooks/{tenant}/omnichat/{hook}") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add(Acme.OmniChatHeader, Acme.OmniChatKey);
        using var answer = await _http.SendAsync(request);
        return (answer.StatusCode, JsonNode.Parse(await answer.Content.ReadAsStringAsync())!);
    }

    /// <summary>The order as its page shows it, once it shows what was answered.</summary>
    public Task<OrderSeen> PageAsync(string tenant, string order, Func<OrderSeen, bool> right) =>
        Eventually.Is(() => PageAsync(tenant, order), right, () => _silo.Output, $"the page of {order}");

    public async ValueTask DisposeAsync()
    {
        await _silo.DisposeAsync();
        _http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<OrderSeen> PageAsync(string tenant, string order)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/orders/{tenant}/omnichat/{order}");
        request.Headers.Add("X-Api-Key", Acme.OperatorKey);
        using var answer = await _http.SendAsync(request);
        return new(JsonNode.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync())!);
    }

    private object Tenant(bool blocks, params object[] rules) => new
    {
        OmniChat = new
        {
            WebhookHeaders = new Dictionary<string, string[]> { [Acme.OmniChatHeader] = [Acme.OmniChatKey] },
            Secret = "omnichat-secret",
        },
        Checker = new { Catalog = "File", CatalogFile = Path.Combine(_folder, "catalog.json"), BlockOnError = blocks, Deadline = "00:00:04.5", Rules = rules },
    };
}
