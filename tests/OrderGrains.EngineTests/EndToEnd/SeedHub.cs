using System.Text.Json;

namespace OrderGrains.EngineTests.EndToEnd;

/// <summary>
/// The program with a catalog in a file and a tenant for each thing that a checker can say, so that each is answered alone. No
/// vendor is called.
/// </summary>
public sealed class SeedHub() : Hub("00:15:00")
{
    /// <summary>The order as its page shows it, once it shows what was answered.</summary>
    internal Task<OrderSeen> PageAsync(string tenant, string order, Func<OrderSeen, bool> right) =>
        OrderAsync($"omnichat/{order}", right, $"the page of {order}", tenant);

    protected override string Settings()
    {
        File.WriteAllText(
            Path.Combine(Folder, "catalog.json"),
            """
            { "items": [ { "sku": "987941TRE", "name": "Camiseta", "price": 10, "stock": 5 } ],
              "delivery": [
                { "id": "PAC", "from": "01000000", "to": "99999999", "price": 5, "estimate": "3bd" },
                { "id": "Expresso", "from": "01000000", "to": "99999999", "price": 10, "estimate": "0bd" } ] }
            """);
        return JsonSerializer.Serialize(new
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
        });
    }

    private object Tenant(bool blocks, params object[] rules) => new
    {
        OmniChat = new
        {
            WebhookHeaders = new Dictionary<string, string[]> { [Acme.OmniChatHeader] = [Acme.OmniChatKey] },
            Secret = "omnichat-secret",
        },
        Checker = new { Catalog = "File", CatalogFile = Path.Combine(Folder, "catalog.json"), BlockOnError = blocks, Deadline = "00:00:04.5", Rules = rules },
    };
}
