using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OrderGrains.Embedded;
using OrderGrains.Gateway;

namespace OrderGrains.Benchmarks;

/// <summary>
/// OrderChecker at 200 edits a second over 1,000 carts, catalog in a file, each edit committed to disk before its answer; beside it
/// the floor, an endpoint that only parses the same body and answers. Client and server share the machine.
/// </summary>
internal static class CheckerBenchmark
{
    private const int PerSecond = 200;
    private const int Carts = 1_000;
    private const string Key = "benchmark-key";

    /// <summary>Runs it and prints the figures.</summary>
    public static async Task RunAsync(int seconds)
    {
        var folder = Directory.CreateTempSubdirectory("ordergrains-benchmark-").FullName;
        try
        {
            await using var app = Build(folder);
            await app.StartAsync();
            using var client = new HttpClient { BaseAddress = new(app.Urls.First()) };
            Task Floor(int i) => PostAsync(client, "/floor", i);
            Task Check(int i) => PostAsync(client, "/hooks/acme/omnichat/order-checker", i);

            await OpenLoop.RunAsync(PerSecond, TimeSpan.FromSeconds(5), Floor);
            await OpenLoop.RunAsync(PerSecond, TimeSpan.FromSeconds(10), Check);
            var time = TimeSpan.FromSeconds(seconds);
            Console.WriteLine($"{PerSecond} calls a second for {seconds} s, {Carts} carts, {Environment.ProcessorCount} cores");
            Console.WriteLine(OpenLoop.Report("floor: parse and answer", await OpenLoop.RunAsync(PerSecond, time, Floor)));
            Console.WriteLine(OpenLoop.Report("order-checker, catalog File", await OpenLoop.RunAsync(PerSecond, time, Check)));
            await app.StopAsync();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static WebApplication Build(string folder)
    {
        var catalog = Path.Combine(folder, "catalog.json");
        File.WriteAllText(catalog, Catalog());
        var settings = new OrderGrainsSettings
        {
            Tenants =
            {
                ["acme"] = new()
                {
                    OmniChat = new() { WebhookHeaders = { ["x-omni-token"] = [Key] } },
                    Checker = new() { Catalog = "File", CatalogFile = catalog, Rules = [new() { Type = "MinimumOrder", Value = 50 }] },
                },
            },
        };
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton<IOrderPolicies>(new SettingsPolicies(settings));
        builder.Services.AddEmbeddedEngine(Path.Combine(folder, "data"));
        builder.Services.AddGateway(settings);
        var app = builder.Build();
        app.MapGateway();
        app.MapPost("/floor", async (HttpRequest request) =>
        {
            using var body = await JsonDocument.ParseAsync(request.Body);
            return Results.Json(Array.Empty<string>());
        });
        return app;
    }

    private static async Task PostAsync(HttpClient client, string path, int i)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new ByteArrayContent(Cart(i)) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        request.Headers.Add("x-omni-token", Key);
        using var answer = await client.SendAsync(request);
        await answer.Content.ReadAsByteArrayAsync();
        if ((int)answer.StatusCode is not (200 or 403))
        {
            throw new InvalidOperationException($"{path} answered {(int)answer.StatusCode}.");
        }
    }

    /// <summary>The next edit of a cart: it grows to five lines and starts over, so that each edit changes it.</summary>
    private static byte[] Cart(int i)
    {
        var lines = Enumerable.Range(0, 1 + (i / Carts % 5)).Select(n => $$"""
            {"objectId":"item-{{n}}","quantity":{{1 + (i % 3)}},"price":10,"externalId":"{{100 + ((i + n) % 200)}}","shippingMethod":"PAC"}
            """);
        return Encoding.UTF8.GetBytes($$"""
            {"objectId":"cart-{{i % Carts}}","eventType":"ORDER_UPDATE","coupon":"CUPOM","salesChannel":"WhatsApp","freightCost":10,
             "customer":{"name":"Ana","lastName":"Souza","taxDocumentnumber":"28552233851","email":"ana@example.com"},
             "shippingAddress":{"addressLine1":"Rua das Flores","number":"{{i}}","zip":"13025-230","city":"Campinas","addressState":"SP"},
             "items":[{{string.Join(',', lines)}}]}
            """);
    }

    private static string Catalog() => $$"""
        { "items": [ {{string.Join(',', Enumerable.Range(100, 5_000).Select(sku => $$"""{"sku":"{{sku}}","name":"Item {{sku}}","price":10,"stock":1000,"weight":200}"""))}} ],
          "delivery": [ { "id": "PAC", "name": "PAC", "from": "01000000", "to": "99999999", "price": 10, "estimate": "3bd" } ] }
        """;
}
