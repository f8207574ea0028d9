using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using OrderGrains.Gateway.Console.Layout;
using OrderGrains.Sandbox;
using OrderGrains.Sandbox.Faults;
using OrderGrains.Sandbox.Vtex;

namespace OrderGrains.Silo;

/// <summary>The sandbox as the console's page drives it: events go to the hub's own hooks, as their senders would send them.</summary>
internal sealed class ConsoleSandbox(SandboxVendors vendors, SelfAddress self, IHttpClientFactory clients, TimeProvider clock) : IConsoleSandbox
{
    private const int MostCalls = 50;
    private const string Opabox = "opabox-";
    private const string Vtex = "vtex-";
    private const string Made = "play-";

    private static readonly (SandboxChoice Choice, Fault Fault)[] Known =
    [
        (new("vtex-503", "VTEX does not answer (HTTP 503)", "A VTEX não responde (HTTP 503)"), new() { Target = SandboxTargets.Vtex, Status = 503 }),
        (new("vtex-lost", "VTEX takes the call, its answer is lost", "A VTEX recebe, a resposta se perde"), new() { Target = SandboxTargets.Vtex, AnswerLost = true }),
        (new("vtex-429", "VTEX asks to slow down (HTTP 429)", "A VTEX pede calma (HTTP 429)"), new() { Target = SandboxTargets.Vtex, Status = 429, RetryAfter = 20 }),
        (new("vtex-401", "VTEX does not take our credentials", "A VTEX não aceita as credenciais"), new() { Target = SandboxTargets.Vtex, Status = 401 }),
        (new("bonifiq-400", "BonifiQ refuses (HTTP 400)", "A BonifiQ recusa (HTTP 400)"), new() { Target = SandboxTargets.BonifiQ, Status = 400 }),
        (new("omnichat-503", "OmniChat does not answer (HTTP 503)", "O OmniChat não responde (HTTP 503)"), new() { Target = SandboxTargets.OmniChat, Status = 503 }),
        (new("simulation-503", "VTEX’s simulation does not answer", "A simulação da VTEX não responde"), new() { Target = SandboxTargets.VtexSimulation, Status = 503 }),
    ];

    /// <inheritdoc/>
    public string Tenant => SandboxTenant.Name;

    /// <inheritdoc/>
    public string ChatPage => "/sandbox/chat";

    /// <inheritdoc/>
    public IReadOnlyList<string> Faults => [.. vendors.Faults.Current.Select(Told)];

    /// <inheritdoc/>
    public IReadOnlyList<SandboxChoice> FaultChoices => [.. Known.Select(one => one.Choice)];

    /// <inheritdoc/>
    public IReadOnlyList<SandboxChoice> Events =>
    [
        new($"{Opabox}1", "OPABOX 1: new order", "OPABOX 1: pedido novo"),
        new($"{Opabox}2", "OPABOX 2: paid", "OPABOX 2: pago"),
        new($"{Opabox}3", "OPABOX 3: payment rejected", "OPABOX 3: pagamento recusado"),
        new($"{Opabox}22", "OPABOX 22: to be paid on delivery", "OPABOX 22: paga na entrega"),
        new($"{Opabox}4", "OPABOX 4: in preparation", "OPABOX 4: em preparo"),
        new($"{Opabox}5", "OPABOX 5: on its way", "OPABOX 5: a caminho"),
        new($"{Opabox}6", "OPABOX 6: delivered", "OPABOX 6: entregue"),
        new($"{Opabox}7", "OPABOX 7: cancelled", "OPABOX 7: cancelado"),
        new($"{Opabox}1-{VtexSkus.NoStock}", "OPABOX 1 of goods without stock: VTEX refuses", "OPABOX 1 sem estoque: a VTEX recusa"),
        new($"{Opabox}2-{VtexSkus.PriceDivergence}", "OPABOX 2 at another price: VTEX refuses", "OPABOX 2 com outro preço: a VTEX recusa"),
        new($"{Vtex}handling", "VTEX: handled", "VTEX: em manuseio"),
        new($"{Vtex}invoiced", "VTEX: invoiced", "VTEX: faturado"),
        new($"{Vtex}delivered", "VTEX: delivered", "VTEX: entregue"),
        new($"{Vtex}canceled", "VTEX: cancelled", "VTEX: cancelado"),
    ];

    /// <inheritdoc/>
    public IReadOnlyList<SandboxCall> Ledger() =>
        [.. vendors.Ledger.Read().TakeLast(MostCalls).Reverse().Select(entry => new SandboxCall(entry.At, entry.Target, entry.Operation, entry.Key, entry.Status ?? 0, entry.Fault))];

    /// <inheritdoc/>
    public bool SetFault(string? name)
    {
        if (name is null)
        {
            vendors.Faults.Clear();
            return true;
        }

        if (Known.FirstOrDefault(one => one.Choice.Name == name) is not { Fault: { } fault })
        {
            return false;
        }

        vendors.Faults.Replace(fault);
        return true;
    }

    /// <inheritdoc/>
    public async Task<SandboxSent?> SendAsync(string name, string? order, CancellationToken cancellationToken)
    {
        if (Events.All(one => one.Name != name))
        {
            return null;
        }

        var id = order ?? $"{Made}{clock.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)}";
        using var client = clients.CreateClient();
        using var request = name.StartsWith(Vtex, StringComparison.Ordinal) ? Advance(name[Vtex.Length..], id) : Webhook(name[Opabox.Length..], id);
        using var answer = await client.SendAsync(request, cancellationToken);
        var outcome = (string?)(await Read(answer, cancellationToken))?["outcome"];
        return new(OrderId.TryCreate(Tenant, Channel.Opabox, id, out var made) ? made.ToString() : null, (int)answer.StatusCode, outcome ?? answer.ReasonPhrase ?? "");
    }

    private static string Told(Fault fault) => Known.FirstOrDefault(one => one.Fault == fault).Choice?.English
        ?? $"{fault.Target}{(fault.Operation is { } operation ? $" {operation}" : "")}{(fault.Status is { } status ? $": HTTP {status}" : "")}";

    private static async Task<JsonNode?> Read(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        try
        {
            return await answer.Content.ReadFromJsonAsync<JsonNode>(cancellationToken);
        }
        catch (System.Text.Json.JsonException)
        {
            return null;
        }
    }

    private HttpRequestMessage Advance(string to, string id) => new(HttpMethod.Post, new Uri(self.Configured, $"/sandbox/vtex/orders/OB-{Uri.EscapeDataString(id)}/advance"))
    {
        Content = JsonContent.Create(new JsonObject { ["to"] = to }),
    };

    private HttpRequestMessage Webhook(string what, string id)
    {
        var (status, sku) = what.IndexOf('-', StringComparison.Ordinal) is > 0 and var at ? (what[..at], what[(at + 1)..]) : (what, "1001");
        return new(HttpMethod.Post, new Uri(self.Configured, $"/hooks/{Tenant}/opabox/orders"))
        {
            Headers = { { "x-api-key", SandboxTenant.OpaboxKey } },
            Content = JsonContent.Create(Order(id, int.Parse(status, CultureInfo.InvariantCulture), sku)),
        };
    }

    /// <summary>Each webhook of an order tells the same time: that of its number where the page made it.</summary>
    private static long Placed(string id) =>
        id.StartsWith(Made, StringComparison.Ordinal) && long.TryParse(id[Made.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var at) ? at : 1_764_547_200_000;

    private static JsonObject Order(string id, int status, string sku) => new()
    {
        ["id"] = id,
        ["status"] = status,
        ["product_list"] = new JsonArray(new JsonObject
        {
            ["id"] = sku, ["sku"] = sku, ["name"] = "Camiseta", ["purchased_quantity"] = 1, ["price"] = 59.9, ["shopper_price"] = 59.9,
            ["options_chosen"] = new JsonArray(), ["presentations"] = new JsonArray(),
        }),
        ["purchased_products_value"] = 59.9,
        ["delivery_fee"] = 12,
        ["service_fee"] = 0,
        ["total_interest"] = 0,
        ["voucher_discount"] = 0,
        ["total_price"] = 71.9,
        ["customer"] = new JsonObject { ["id"] = "play", ["name"] = "Ana Souza", ["cpf"] = "28552233851", ["phone"] = "+5511999990000" },
        ["transaction_date"] = Placed(id),
        ["company_external_id"] = "play",
        ["payment_type"] = "CREDIT",
        ["installments"] = 1,
        ["type_shipping"] = "EXPRESS",
        ["delivery_address"] = new JsonObject
        {
            ["id"] = "play", ["cep"] = "13025-230", ["city"] = "Campinas", ["country"] = "BR", ["street"] = "Rua Américo Brasiliense", ["state"] = "SP", ["street_number"] = "50",
            ["vicinity"] = "Cambuí",
        },
        ["will_delivery"] = true,
    };
}
