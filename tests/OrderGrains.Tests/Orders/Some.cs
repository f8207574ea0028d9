namespace OrderGrains.Tests.Orders;

/// <summary>Values where any will do.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Morning = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    public static readonly OrderId OpaboxOrder = OrderId.Create("acme", Channel.Opabox, "46ad3bd0");

    public static readonly OrderId ChatOrder = OrderId.Create("acme", Channel.OmniChat, "ORDER_ID");

    public static readonly OrderPolicy Policy = new() { HasVtex = true, HasOmniChat = true, HasBonifiQ = true };

    public static OrderContent Content(decimal price = 24.25m) => new()
    {
        Lines = [new() { Id = "1", Sku = "65874564", Name = "Açaí", Quantity = 1, Price = price }],
        Customer = new() { Name = "Ana Souza", Document = "28552233851", Email = "ana@example.com" },
        Address = new() { PostalCode = "13025-230", City = "Campinas", State = "SP" },
    };

    public static VtexResult Result(string code, string? operationId = "op-1") => new()
    {
        Account = "acme",
        Success = code.StartsWith('S'),
        Flow = code is "SOI002" or "EOI008" or "EOI009" or "EOI011" ? "ApproveOrder" : "PlaceOrder",
        Code = code,
        OperationId = operationId,
        MainOrderId = code.StartsWith('S') ? "MKP-OB-46ad3bd0" : null,
    };
}
