using System.Text;

namespace OrderGrains.EngineTests.Support;

/// <summary>Values that tests do not care about.</summary>
public static class Some
{
    public const string Tenant = "acme";

    public static OrderId Order(string id = "o1") => OrderId.Create(Tenant, Channel.Opabox, id);

    public static OrderId ChatOrder(string id = "c1") => OrderId.Create(Tenant, Channel.OmniChat, id);

    public static OrderContent Content(decimal price = 10) => new()
    {
        Lines = [new OrderLine { Id = "1", Sku = "sku-1", Name = "Suco", Quantity = 1, Price = price }],
        Customer = new Customer { Id = "7", Name = "Ana Souza", Document = "52998224725" },
        Total = price,
    };

    /// <summary>OPABOX's webhook of a status; its message id derives from order and status.</summary>
    public static (Command Command, Message Message) Status(OrderId order, int status) =>
        (new ReportOpaboxStatus(status, Content(), []), Message.Webhook(Tenant, "opabox", Encoding.UTF8.GetBytes($"{order} {status}")));

    public static EditCart Cart(decimal price) => new(Content(price), ItemsOnly: false);

    public static Task<Receipt> Report(this IOrderEngine engine, OrderId order, int status, CancellationToken cancellationToken = default)
    {
        var (command, message) = Status(order, status);
        return engine.SubmitAsync(order, command, message, cancellationToken);
    }
}
