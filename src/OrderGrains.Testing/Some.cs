using System.Text;
using System.Text.Json.Nodes;

namespace OrderGrains.Testing;

/// <summary>Values that a test does not care about. A body is right as it is; a test changes what it is about.</summary>
public static class Some
{
    /// <summary>The retailer.</summary>
    public const string Tenant = TestTenant.Name;

    /// <summary>When tests begin: noon of 2 March 2026, UTC.</summary>
    public static readonly DateTimeOffset Morning = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    /// <summary>The policy of a tenant that has every system.</summary>
    public static readonly OrderPolicy Policy = new() { HasVtex = true, HasOmniChat = true, HasBonifiQ = true };

    /// <summary>An order of OPABOX.</summary>
    public static OrderId Order(string id = "o1") => OrderId.Create(Tenant, Channel.Opabox, id);

    /// <summary>An order of OmniChat.</summary>
    public static OrderId ChatOrder(string id = "c1") => OrderId.Create(Tenant, Channel.OmniChat, id);

    /// <summary>What was ordered: one line, for a customer with an address.</summary>
    /// <param name="price">Of the line, in reais.</param>
    public static OrderContent Content(decimal price = 24.25m) => new()
    {
        Lines = [new OrderLine { Id = "1", Sku = "65874564", Name = "Açaí", Quantity = 1, Price = price }],
        Customer = new Customer { Name = "Ana Souza", Document = "28552233851", Email = "ana@example.com" },
        Address = new() { PostalCode = "13025-230", City = "Campinas", State = "SP" },
    };

    /// <summary>OPABOX's webhook of a status as the engine takes it; its message id derives from order and status.</summary>
    /// <param name="order">The order.</param>
    /// <param name="status">1 to 11, or 22 (docs/opabox.md).</param>
    public static (Command Command, Message Message) Status(OrderId order, int status) =>
        (new ReportOpaboxStatus(status, Content(), []), Message.Webhook(Tenant, "opabox", Encoding.UTF8.GetBytes($"{order} {status}")));

    /// <summary>A cart edit as the engine takes it.</summary>
    public static EditCart Cart(decimal price) => new(Content(price), ItemsOnly: false);

    /// <summary>Hands an engine what OPABOX's webhook of a status says.</summary>
    public static Task<Receipt> Report(this IOrderEngine engine, OrderId order, int status, CancellationToken cancellationToken = default)
    {
        var (command, message) = Status(order, status);
        return engine.SubmitAsync(order, command, message, cancellationToken);
    }

    /// <summary>OPABOX's webhook: two juices of 20.90 reais and 7.50 of freight.</summary>
    /// <param name="id">The order's id at OPABOX.</param>
    /// <param name="status">1 to 11, or 22 (docs/opabox.md).</param>
    public static JsonObject OpaboxWebhook(string id = "o1", int status = 2) => JsonNode.Parse($$"""
        { "id": "{{id}}", "status": {{status}}, "will_delivery": true, "payment_type": "PIX",
          "product_list": [ { "id": "p1", "sku": "1001", "name": "Suco", "price": 20.9, "purchased_quantity": 2 } ],
          "purchased_products_value": 41.8, "delivery_fee": 7.5, "total_price": 49.3,
          "customer": { "id": "c1", "name": "Ana Souza", "cpf": "52998224725", "phone": "+5511994215695" },
          "delivery_address": { "cep": "13025-230", "city": "Campinas", "state": "SP", "street": "Rua Treze", "street_number": "50" } }
        """)!.AsObject();

    /// <summary>OmniChat's cart, for <c>order-checker</c>: some juices of 20.90 reais.</summary>
    /// <param name="id">The order's id at OmniChat.</param>
    /// <param name="quantity">Juices.</param>
    public static JsonObject ChatCart(string id = "c1", int quantity = 2) => JsonNode.Parse($$"""
        { "objectId": "{{id}}", "eventType": "ORDER_UPDATE", "status": "CREATED",
          "items": [ { "objectId": "line-1", "externalId": "1001", "name": "Suco", "price": 20.9, "quantity": {{quantity}} } ],
          "customer": { "objectId": "c1", "name": "Ana", "lastName": "Souza", "taxDocumentNumber": "52998224725", "email": "ana@example.com" },
          "shippingAddress": { "zip": "13025-230", "city": "Campinas", "addressState": "SP", "addressLine1": "Rua Treze", "number": "50" } }
        """)!.AsObject();

    /// <summary>VTEX's result contract.</summary>
    /// <param name="code">SOI001 to SOI003, EOI000 to EOI011 (docs/vtex.md).</param>
    /// <param name="operationId">The id that results of one operation share.</param>
    public static VtexResult Result(string code, string? operationId = "op-1") => new()
    {
        Account = Tenant,
        Success = code.StartsWith('S'),
        Flow = code is "SOI002" or "EOI008" or "EOI009" or "EOI011" ? "ApproveOrder" : "PlaceOrder",
        Code = code,
        OperationId = operationId,
        MainOrderId = code.StartsWith('S') ? "MKP-OB-46ad3bd0" : null,
    };
}
