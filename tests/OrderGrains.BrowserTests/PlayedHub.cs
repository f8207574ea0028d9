using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace OrderGrains.BrowserTests;

/// <summary>The program with its sandbox, and orders in every standing that a page shows: played once, looked at by all tests.</summary>
public sealed class PlayedHub : IAsyncLifetime
{
    /// <summary>Delivered.</summary>
    public const string Delivered = "46ad3bd0-185f-11eb-8e95-fb0cf7bfccb9";

    /// <summary>On its way.</summary>
    public const string OnItsWay = "46ad77c1-185f-11eb-8e95-fb0cf7bfccb9";

    /// <summary>Paid, and refused by VTEX.</summary>
    public const string Refused = "cccc0003-185f-11eb-8e95-fb0cf7bfccb9";

    /// <summary>BonifiQ refused it.</summary>
    public const string Parked = "eeee0001-185f-11eb-8e95-fb0cf7bfccb9";

    /// <summary>VTEX does not answer.</summary>
    public const string Retried = "aaaa0001-185f-11eb-8e95-fb0cf7bfccb9";

    private const string Key = "sandbox-operator";

    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _http = new();
    private SiloProcess _silo = null!;
    private Chromium _chromium = null!;

    /// <summary>Where pictures are kept.</summary>
    public static string Pictures { get; } = Directory.CreateDirectory(Repository.File("artifacts/console")).FullName;

    /// <inheritdoc/>
    public async Task InitializeAsync()
    {
        _chromium = await Chromium.StartAsync();
        _silo = SiloProcess.StartInDevelopment(_folder.Path, "");
        _http.BaseAddress = await _silo.ListeningAsync();
        await PlayAsync();
    }

    /// <inheritdoc/>
    public async Task DisposeAsync()
    {
        await _silo.DisposeAsync();
        await _chromium.DisposeAsync();
        _http.Dispose();
        _folder.Dispose();
    }

    /// <summary>A window without a session.</summary>
    internal Task<IPage> OpenAsync(Look look) => _chromium.OpenAsync(_http.BaseAddress!, look);

    /// <summary>A window of an operator.</summary>
    internal async Task<IPage> EnterAsync(Look look)
    {
        var page = await OpenAsync(look);
        await page.GotoAsync("/console");
        await page.FillAsync("input[name=key]", Key);
        await page.ClickAsync("button.primary");
        await Assertions.Expect(page.Locator(".who")).ToContainTextAsync("sandbox");
        return page;
    }

    /// <summary>The address of an OPABOX order's page.</summary>
    internal static string Order(string id) => $"/console/orders/sandbox/opabox/{id}";

    /// <summary>OPABOX tells a status.</summary>
    internal Task OpaboxAsync(int status, string id, string sku = "65874564") => PostAsync(
        "/hooks/sandbox/opabox/orders", "x-api-key", "sandbox-opabox",
        Encoding.UTF8.GetString(Sample.Opabox(status, id)).Replace("65874564", sku, StringComparison.Ordinal));

    /// <summary>Waits until an order shows something.</summary>
    internal Task UntilAsync(string order, Func<JsonNode, bool> shows) => Within.Until(
        () => ReadAsync(order), node => node is not null && shows(node), order, () => _silo.Output);

    private async Task<JsonNode?> ReadAsync(string order)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/orders/sandbox/{order}");
        request.Headers.Add("X-Api-Key", Key);
        using var answer = await _http.SendAsync(request);
        return answer.IsSuccessStatusCode ? await answer.Content.ReadFromJsonAsync<JsonNode>() : null;
    }

    private async Task PlayAsync()
    {
        foreach (var status in (int[])[1, 2, 4, 5, 6])
        {
            await OpaboxAsync(status, Delivered);
        }

        foreach (var status in (int[])[1, 2, 4, 5])
        {
            await OpaboxAsync(status, OnItsWay);
        }

        await ChatAsync("order-checker", "omnichat-order-checker.json");
        await ChatAsync("order-provisioning", "omnichat-provisioning.json");
        await OpaboxAsync(2, Refused, "SANDBOX-NO-STOCK");
        await UntilAsync($"opabox/{Refused}", order => (string?)order["attention"]?["reason"] == "TellShopper");
        await UntilAsync($"opabox/{Delivered}", order => (string?)order["bonifiq"]!["state"] == "Completed");
        await UntilAsync($"opabox/{OnItsWay}", order => (string?)order["vtex"]!["state"] == "Approved");
        await UntilAsync("omnichat/ORDER_ID", order => (string?)order["vtex"]!["state"] == "Integrated");
        await FaultAsync("""[{"target":"bonifiq","rate":1,"status":400}]""");
        await OpaboxAsync(1, Parked);
        await UntilAsync($"opabox/{Parked}", order => (string?)order["attention"]?["reason"] == "RequestParked" && (string?)order["vtex"]!["state"] == "Integrated");
        await FaultAsync("""[{"target":"vtex","rate":1,"status":503}]""");
        await OpaboxAsync(1, Retried);
        await UntilAsync($"opabox/{Retried}", order => order["requests"]!.AsArray().Any(request => (string?)request!["lastError"] is not null));
        await PostAsync("/hooks/sandbox/opabox/orders", "x-api-key", "sandbox-opabox", """{"id":"x1","status":"what"}""");
        await PostAsync("/hooks/sandbox/vtex/sandbox-vtex/order-integration/notification/processing-result?an=sandbox", "x-none", "", """{"flow":"PlaceOrder","code":"SOI001","success":true}""");
    }

    private async Task FaultAsync(string faults)
    {
        using var body = new StringContent(faults, Encoding.UTF8, "application/json");
        using var answer = await _http.PutAsync("/sandbox/faults", body);
        answer.EnsureSuccessStatusCode();
    }

    private Task ChatAsync(string hook, string sample) =>
        PostAsync($"/hooks/sandbox/omnichat/{hook}", "x-omni-token", "sandbox-omnichat", Encoding.UTF8.GetString(Sample.Bytes(sample)));

    private async Task PostAsync(string path, string header, string value, string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Add(header, value);
        using var answer = await _http.SendAsync(request);
    }
}
