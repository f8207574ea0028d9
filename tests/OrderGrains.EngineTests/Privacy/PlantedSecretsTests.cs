using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using OrderGrains.EngineTests.EndToEnd;
using OrderGrains.Silo;

namespace OrderGrains.EngineTests.Privacy;

/// <summary>
/// Every secret of the settings is one of its own, vendors repeat all that they know, and every byte that the program writes or answers is looked through
/// (docs/settings.md, "Secrets").
/// </summary>
[Collection(EndToEndTests.Name)]
public sealed class PlantedSecretsTests : IAsyncLifetime
{
    private const string StoreKey = "cGxhbnRlZC1zZWNyZXQtb2YtMzItYnl0ZXMtbG9uZyE=";

    private const string Cookie = "planted-shop-cookie-16";

    /// <summary>By type and property; those that a sender shows are the values that are shown.</summary>
    private static readonly Dictionary<string, string> Planted = new()
    {
        ["OperatorSettings.Key"] = "planted-operator-key-1",
        ["OmniChatSettings.WebhookHeaders"] = "planted-chat-header-2",
        ["OmniChatSettings.Secret"] = "planted-chat-secret-3",
        ["OpaboxSettings.ApiKeys"] = "planted-opabox-key-4",
        ["VtexSettings.AppKey"] = "planted-vtex-app-key-5",
        ["VtexSettings.AppToken"] = "planted-vtex-app-token-6",
        ["VtexSettings.WebhookSecrets"] = "planted-vtex-hook-7",
        ["BonifiQSettings.Token"] = "planted-bonifiq-token-8",
        ["BonifiQSettings.Key"] = "planted-bonifiq-key-9",
        ["StorageSettings.ConnectionString"] = "Host=nowhere;Password=planted-database-10",
        ["StorageSettings.Keys"] = StoreKey,
        ["ClusterTlsSettings.PfxPassword"] = "planted-pfx-11",
        ["MetricsSettings.Key"] = "planted-metrics-key-12",
        ["ShopVtexSettings.AppKey"] = "planted-shop-app-key-13",
        ["ShopVtexSettings.AppToken"] = "planted-shop-app-token-14",
        ["ShopVtexSettings.WebhookSecrets"] = "planted-shop-hook-15",
        ["ShopVtexSettings.AuthCookie"] = Cookie,
        ["VtexSettings.AuthCookie"] = Cookie, // What a shop's becomes; an account has a key or a cookie.
    };

    private static readonly string[] Sought =
    [
        .. Planted.Values.Where(value => !value.StartsWith("Host=", StringComparison.Ordinal)), "planted-database-10",
        Convert.ToBase64String(Encoding.UTF8.GetBytes($"{Planted["BonifiQSettings.Token"]}:{Planted["BonifiQSettings.Key"]}")),
    ];

    private static readonly string[] Shops = ["keys", "cookie"];

    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _http = new();
    private readonly StringBuilder _answers = new();
    private WebApplication _vendor = null!;
    private int _told;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _vendor = builder.Build();
        _vendor.Run(RepeatAsync);
        await _vendor.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _vendor.DisposeAsync();
        _http.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Each_secret_of_the_settings_is_planted()
    {
        var secrets = new[] { typeof(OrderGrainsSettings).Assembly, typeof(SiloSettings).Assembly }.SelectMany(assembly => assembly.GetTypes())
            .SelectMany(type => type.GetProperties()).Where(property => property.IsDefined(typeof(SecretAttribute)))
            .Select(property => $"{property.DeclaringType!.Name}.{property.Name}");
        Assert.Equal(Planted.Keys.Order(StringComparer.Ordinal), secrets.Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task None_is_logged_told_answered_or_kept(bool isEncrypted)
    {
        var file = _folder.Write("settings.json", Settings(isEncrypted).ToJsonString());
        foreach (var arguments in (string[][])[["check-settings"], ["check-settings", "--json"]])
        {
            var (code, told) = await SiloProcess.RunAsync(_folder.Path, file, arguments);
            Assert.Equal((0, true), (code, told.Length > 0));
            DemandNothing("check-settings", told);
        }

        await using var silo = SiloProcess.Start(_folder.Path, file);
        var hub = await silo.ListeningAsync();
        await SendAsync(hub, "/hooks/acme/opabox/orders", "x-api-key", Planted["OpaboxSettings.ApiKeys"], Sample.Opabox(2, "planted"));
        foreach (var shop in Shops)
        {
            var order = JsonNode.Parse(Sample.Opabox(2, $"planted-{shop}"))!;
            order["company_external_id"] = shop;
            await SendAsync(hub, "/hooks/acme/opabox/orders", "x-api-key", Planted["OpaboxSettings.ApiKeys"], Encoding.UTF8.GetBytes(order.ToJsonString()));
        }

        await SendAsync(hub, "/hooks/acme/opabox/orders", "x-api-key", Planted["OpaboxSettings.ApiKeys"], "{\"id\": 5, \"status\": "u8.ToArray());
        await SendAsync(hub, "/hooks/acme/opabox/orders", "x-api-key", "a-key-that-nobody-has", "{}"u8.ToArray());
        await SendAsync(
            hub, $"/hooks/acme/vtex/{Planted["VtexSettings.WebhookSecrets"]}/order-integration/notification/processing-result?an=acme", "Accept", "*/*", "{}"u8.ToArray());
        foreach (var (hook, sample) in new[] { ("order-checker", "omnichat-order-checker.json"), ("order-provisioning", "omnichat-provisioning.json") })
        {
            await SendAsync(hub, $"/hooks/acme/omnichat/{hook}", "x-omni-token", Planted["OmniChatSettings.WebhookHeaders"], Sample.Bytes(sample));
        }
        var chat = Sample.Object("omnichat-provisioning.json")["objectId"]!;
        await SendAsync(hub, $"/api/orders/acme/omnichat/{chat}/cancel", "X-Api-Key", Planted["OperatorSettings.Key"], []); // OmniChat is told.

        // Each vendor has said its word, and it is shown, masked.
        await Within.Until(
            async () => await ApiAsync(hub, "/api/targets"),
            targets => JsonNode.Parse(targets)!["targets"]!.AsArray().Count(one => ((string?)one!["lastError"])?.Contains("***", StringComparison.Ordinal) == true) >= 3 + Shops.Length,
            "each vendor's word is shown, and each account's",
            () => $"{_told} calls\n{silo.Output}");
        string[] orders = ["/api/orders", "/api/orders/acme/opabox/planted", $"/api/orders/acme/omnichat/{chat}", .. Shops.Select(shop => $"/api/orders/acme/opabox/planted-{shop}")];
        foreach (var path in (string[])[.. orders, "/api/hooks", "/api/refused", "/api/unmatched", "/api/audit", "/health/ready", "/"])
        {
            await ApiAsync(hub, path);
        }

        await SendAsync(hub, "/api/orders/acme/opabox/planted/cancel", "X-Api-Key", Planted["OperatorSettings.Key"], """{"reason":"no"}"""u8.ToArray());
        await ApiAsync(hub, "/api/orders/acme/opabox/planted");
        silo.Terminate();
        Assert.Equal(0, await silo.ExitAsync("the stop"));

        DemandNothing("answers", _answers.ToString());
        DemandNothing("the log", silo.Output);
        foreach (var order in (string[])["acme/opabox/planted", $"acme/omnichat/{chat}", .. Shops.Select(shop => $"acme/opabox/planted-{shop}")])
        {
            var (code, kept) = await SiloProcess.RunAsync(_folder.Path, file, "export", "--order", order, "--data", Path.Combine(_folder.Path, "data"));
            Assert.True(code == 0 && kept.Contains("\"log\":[{", StringComparison.Ordinal), kept);
            DemandNothing($"what is kept of {order}", kept);
            Assert.All(Sought, secret => Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes(secret))[..12], kept, StringComparison.Ordinal));
        }

        foreach (var path in Directory.EnumerateFiles(Path.Combine(_folder.Path, "data"), "*", SearchOption.AllDirectories))
        {
            DemandNothing(path, Encoding.Latin1.GetString(await File.ReadAllBytesAsync(path)));
        }
    }

    private static void DemandNothing(string where, string text) => Assert.All(
        Sought, secret => Assert.False(text.Contains(secret, StringComparison.OrdinalIgnoreCase), $"{secret} in {where}: {text[..Math.Min(text.Length, 5_000)]}"));

    private JsonObject Settings(bool isEncrypted)
    {
        var settings = JsonNode.Parse(Acme.Settings(new(_vendor.Urls.Single()), "00:15:00"))!.AsObject();
        var root = settings["OrderGrains"]!;
        var acme = root["Tenants"]!["acme"]!;
        root["Operators"]![0]!["Key"] = Planted["OperatorSettings.Key"];
        root["Storage"] = new JsonObject { ["ConnectionString"] = Planted["StorageSettings.ConnectionString"] };
        if (isEncrypted)
        {
            root["Storage"]!["KeysFile"] = _folder.Write("keys", $"2026a:{StoreKey}\n");
        }

        root["Metrics"] = new JsonObject { ["Key"] = Planted["MetricsSettings.Key"] };
        root["Cluster"] = new JsonObject { ["Tls"] = new JsonObject { ["PfxPassword"] = Planted["ClusterTlsSettings.PfxPassword"] } };
        acme["OmniChat"]!["WebhookHeaders"]!["x-omni-token"] = new JsonArray(Planted["OmniChatSettings.WebhookHeaders"]);
        acme["OmniChat"]!["Secret"] = Planted["OmniChatSettings.Secret"];
        acme["Opabox"]!.AsObject().Remove("ApiKeys");
        acme["Opabox"]!["ApiKeysFile"] = _folder.Write("opabox", Planted["OpaboxSettings.ApiKeys"]);
        acme["Vtex"]!["AppKey"] = Planted["VtexSettings.AppKey"];
        acme["Vtex"]!["AppToken"] = Planted["VtexSettings.AppToken"];
        acme["Vtex"]!["WebhookSecrets"] = new JsonArray(Planted["VtexSettings.WebhookSecrets"]);
        acme["Stores"] = new JsonObject
        {
            ["keys"] = Shop("keys", new()
            {
                ["AppKey"] = Planted["ShopVtexSettings.AppKey"],
                ["AppToken"] = Planted["ShopVtexSettings.AppToken"],
                ["WebhookSecrets"] = new JsonArray(Planted["ShopVtexSettings.WebhookSecrets"]),
            }),
            ["cookie"] = Shop("cookie", new() { ["AuthCookie"] = Planted["ShopVtexSettings.AuthCookie"] }),
        };
        acme["BonifiQ"]!["Token"] = Planted["BonifiQSettings.Token"];
        acme["BonifiQ"]!["Key"] = Planted["BonifiQSettings.Key"];
        return settings;
    }

    /// <summary>A shop with a VTEX account of its own.</summary>
    private JsonObject Shop(string account, JsonObject secrets)
    {
        secrets["BaseUrl"] = $"{_vendor.Urls.Single()}/sandbox/shop-{account}";
        secrets["Account"] = account;
        return new() { ["Vtex"] = secrets };
    }

    /// <summary>A vendor that refuses, and says all that it was shown, as it was spelled there: it knows its own secrets alone.</summary>
    private async Task RepeatAsync(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var said = $"{await reader.ReadToEndAsync()} {string.Join(' ', http.Request.Headers.Select(header => header.Value.ToString()))} {Own(http.Request.Path)}";
        Interlocked.Increment(ref _told);
        http.Response.StatusCode = http.Request.Method == "GET" ? 500 : 503;
        await http.Response.WriteAsJsonAsync(new { message = said[^Math.Min(said.Length, 300)..], detail = said });
    }

    private static string Own(string path) => string.Join(' ', Planted.Where(secret =>
        (path.Contains("omnichat", StringComparison.Ordinal) && secret.Key == "OmniChatSettings.Secret")
        || (path.Contains("vtex", StringComparison.Ordinal) && secret.Key.StartsWith("VtexSettings", StringComparison.Ordinal) && secret.Value != Cookie)
        || (path.Contains("shop-keys", StringComparison.Ordinal) && secret.Key.StartsWith("ShopVtexSettings", StringComparison.Ordinal) && secret.Value != Cookie)
        || (path.Contains("shop-cookie", StringComparison.Ordinal) && secret.Value == Cookie)
        || (path.Contains("bonifiq", StringComparison.Ordinal) && secret.Key.StartsWith("BonifiQSettings", StringComparison.Ordinal))).Select(secret => secret.Value));

    private async Task SendAsync(Uri hub, string path, string header, string value, byte[] body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(hub, path)) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.TryAddWithoutValidation(header, value);
        await KeepAsync(request);
    }

    private async Task<string> ApiAsync(Uri hub, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(hub, path));
        request.Headers.Add("X-Api-Key", Planted["OperatorSettings.Key"]);
        return await KeepAsync(request);
    }

    private async Task<string> KeepAsync(HttpRequestMessage request)
    {
        using var answer = await _http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        _answers.Append(answer.Headers).AppendLine(text);
        return text;
    }
}
