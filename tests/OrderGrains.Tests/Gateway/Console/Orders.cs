using System.Text;

namespace OrderGrains.Tests.Gateway.Console;

/// <summary>Orders to look at, made by the rules themselves: each turn is taken, and logged as a store would.</summary>
internal sealed class Orders
{
    /// <summary>What the settings of such a tenant say.</summary>
    public static readonly OrderPolicy Policy = new() { HasVtex = true, HasOmniChat = true, HasBonifiQ = true };

    private readonly List<LogEntry> _log = [];

    private Orders(string id) => Record = OrderRecord.New(OrderId.Parse(id));

    /// <summary>The order as it stands.</summary>
    public OrderRecord Record { get; private set; }

    /// <summary>Its log.</summary>
    public LogEntry[] Log => [.. _log];

    /// <summary>The time of the last turn.</summary>
    public DateTimeOffset Now { get; private set; } = Some.Morning;

    /// <summary>What an OPABOX order of the tests holds.</summary>
    public static OrderContent Content => new()
    {
        StoreId = "Sucao_Dev",
        Lines = [new() { Id = "1", Sku = "65874564", Name = "Açai Pequeno 300 ml", Quantity = 1, Price = 20.9m, Options = [new("Complementos", "Granola", 1, 2m)] }],
        Customer = new() { Id = "customer-1", Name = "Leandro Zanardi", Document = "28552233851", Phone = "+5511994215695" },
        Address = new() { PostalCode = "13025230", Street = "Rua Américo Brasiliense", Number = "50", City = "Campinas", State = "SP" },
        Payment = new() { Types = ["OTHER"], Installments = 1 },
        ServiceFee = 5.78m,
        Total = 28.68m,
    };

    /// <summary>One that nobody has told of yet.</summary>
    public static Orders New(string id) => new(id);

    /// <summary>One that is paid, and whose placement VTEX owes.</summary>
    public static OrderRecord Paid(string id) => New(id).Opabox(1).Opabox(2).Record;

    /// <summary>OPABOX told a status.</summary>
    public Orders Opabox(int status) => Take(new ReportOpaboxStatus(status, Content, []), $$"""{"id":"1","status":{{status}},"customer":{"name":"Leandro Zanardi","cpf":"28552233851"} }""");

    /// <summary>The placement was called, and VTEX enqueued it.</summary>
    public Orders Enqueued() => Answer(Operation.PlaceOrder, new Delivered(new VtexAnswer(new() { Code = "SOI003", Success = true, Flow = "PlaceOrder" }, false, Record.State.ContentVersion)), 200);

    /// <summary>The call of an operation failed and is tried again.</summary>
    public Orders Failed(Operation operation, string code = "HTTP 503", string error = "The target answered HTTP 503.") => Answer(operation, new RetryLater(code, error), 503);

    /// <summary>The call of an operation was refused for good.</summary>
    public Orders Refused(Operation operation, string code, string error) => Answer(operation, new DeliveryRefused(code, error), 400);

    /// <summary>VTEX told how it went.</summary>
    public Orders Vtex(string code, string? message = null) => Take(
        new ReportVtexResult(new()
        {
            Code = code, Success = code.StartsWith('S'), Flow = code == "SOI002" ? "ApproveOrder" : "PlaceOrder", OperationId = $"op-{code}-{_log.Count}", Message = message,
            MainOrderId = code.StartsWith('S') ? $"MKP-OB-{Record.Id.ExternalId}" : null,
        }),
        $$"""{"code":"{{code}}"}""");

    /// <summary>BonifiQ took what it was told.</summary>
    public Orders Points() => Answer(Operation.SendOrder, new Delivered(new LoyaltyAnswer(null)), 200);

    /// <summary>Any command.</summary>
    public Orders Take(Command command, string? payload = null)
    {
        var message = new Message($"m{_log.Count}", payload is null ? default : Encoding.UTF8.GetBytes(payload));
        var result = Turn.Take(Record, command, message, Policy, Now);
        (Record, Now) = (result.Record, Now.AddSeconds(1));
        _log.AddRange(result.Log);
        return this;
    }

    /// <summary>Time goes on.</summary>
    public Orders Later(TimeSpan by)
    {
        Now += by;
        return this;
    }

    /// <summary>Puts it before a host's console, and the host's clock to its time.</summary>
    public void Show(GatewayHost host)
    {
        host.Engine.Records[Record.Id] = Record;
        host.Story.Logs[Record.Id] = Log;
        if (Now > host.Clock.GetUtcNow())
        {
            host.Clock.AdvanceTo(Now);
        }
    }

    private Orders Answer(Operation operation, DeliveryResult result, int status)
    {
        var request = Record.State.Requests.Last(one => one.Operation == operation && one.IsOpen());
        return Take(new RecordAnswer(request.Id, request.DueAt!.Value, request.Step, result, new(
            operation == Operation.PlaceOrder ? "POST /api/order-integration/orders" : "POST /v1/pvt/Order",
            Encoding.UTF8.GetBytes($$"""
                {"marketplaceOrderId":"OB-{{Record.Id.ExternalId}}","connectorEndpoint":"https://hub.example/hooks/acme/vtex/{{GatewayHost.VtexSecret}}",
                 "marketplaceOrderStatus":"{{(Record.State.Status >= OrderStatus.PayOnDelivery ? "approved" : "new")}}",
                 "clientProfileData":{"firstName":"Leandro","document":"28552233851"} }
                """),
            status,
            "{}"u8.ToArray(),
            TimeSpan.FromMilliseconds(3))));
    }
}
