using System.Text;
using OrderGrains.Sandbox.BonifiQ;

namespace OrderGrains.EngineTests.Arrival;

/// <summary>Statuses of one order and the orders in which they are tried; where they must end is said without any order.</summary>
internal sealed record Arrivals(int[] Codes)
{
    private static readonly int[] AllCodes = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 22];

    /// <summary>An order that nobody finds fault with.</summary>
    public static OrderContent Content { get; } = new()
    {
        Lines =
        [
            new()
            {
                Id = "1", Sku = "65874564", Name = "Açaí", Quantity = 2, Price = 20.90m, Options = [new("Complementos", "Granola", 1, 2)],
            },
        ],
        Customer = new() { Id = "c1", Name = "Ana Souza", Document = "28552233851", Phone = "+5511994215695" },
        Address = new() { PostalCode = "13025-230", City = "Campinas", State = "SP", Street = "Rua A", Number = "50" },
        Payment = new() { Types = ["OTHER"], Installments = 1 },
        ServiceFee = 5.78m,
    };

    public static Arrivals Draw(Random random) => new(random.GetItems(AllCodes, random.Next(1, 8)));

    /// <summary>The status that they end in: the highest.</summary>
    public OrderStatus Status => Codes.Max(code => StatusTable.FromOpabox(code)!.Value);

    /// <summary>Whether the order lives: it was not cancelled, and no rejected payment is the last word.</summary>
    public bool Lives => Status is not OrderStatus.PaymentRejected and < OrderStatus.RejectedByCustomer;

    public bool IsApproved => Lives && Status >= OrderStatus.PayOnDelivery;

    public bool IsDelivered => Status == OrderStatus.Delivered;

    /// <summary>By rank, and shuffled.</summary>
    public IEnumerable<int[]> Permutations(Random random)
    {
        yield return [.. Codes.OrderBy(code => StatusTable.FromOpabox(code))];
        var shuffled = (int[])Codes.Clone();
        random.Shuffle(shuffled);
        yield return shuffled;
    }

    /// <summary>OPABOX's webhook of a status; its message id derives from order and status, as if bodies differed in nothing else.</summary>
    public static Task<Receipt> TellAsync(IOrderEngine engine, OrderId order, int code) =>
        engine.SubmitAsync(
            order, new ReportOpaboxStatus(code, Content, []), Message.Webhook(order.Tenant, "opabox", Encoding.UTF8.GetBytes($"{order} {code}")));

    /// <summary>What is wrong with where an order ended; null where nothing is.</summary>
    public string? Wrong(OrderRecord record, Sandbox.Vtex.VtexStanding? vtex, BonifiQStanding? loyalty)
    {
        var placed = vtex is { Places: > 0, Status: not "canceled" };
        var granted = IsDelivered ? 1 : 0;
        return record.State.Status != Status ? $"status {record.State.Status}, not {Status}"
            : placed != Lives ? $"VTEX {vtex?.Status ?? "has nothing"}"
            : Lives && vtex!.Approvals != (IsApproved ? 1 : 0) ? $"VTEX approved {vtex.Approvals} times"
            : vtex is { Places: > 1 } or { Repeats: > 0 } ? "VTEX was asked to place twice"
            : !Lives && loyalty is { PointsStand: true } or { State: BonifiQState.Pending, PointsStand: true } ? "points stand"
            : !Lives && loyalty is { State: not BonifiQState.Cancelled } ? $"BonifiQ has it as {loyalty.State}"
            : Lives && loyalty?.State != (IsDelivered ? BonifiQState.Completed : BonifiQState.Pending) ? $"BonifiQ has it as {loyalty?.State.ToString() ?? "nothing"}"
            : Lives && (loyalty!.Grants != granted || loyalty.PointsStand != IsDelivered || loyalty.OrderTotal != 45.80m) ? $"BonifiQ granted {loyalty.Grants} times on {loyalty.OrderTotal}"
            : null;
    }
}
