namespace OrderGrains.Engine;

/// <summary>The orders of one customer.</summary>
public static class CustomerOrders
{
    private const int Page = 200;

    /// <summary>Those whose head shows a hash, the newest change first; up to <see cref="IPersons.MaxOrders"/>.</summary>
    public static async Task<IReadOnlyList<OrderId>> OfAsync(IOrderStore store, string customerHash, CancellationToken cancellationToken)
    {
        var (orders, cursor) = (new List<OrderId>(), (string?)null);
        do
        {
            var page = await store.ListAsync(new(CustomerHash: customerHash, Limit: Page, Cursor: cursor), cancellationToken);
            orders.AddRange(page.Orders.Select(static head => OrderId.Parse(head.Id)));
            cursor = page.Next;
        }
        while (cursor is not null && orders.Count < IPersons.MaxOrders);
        return [.. orders.Distinct()];
    }
}
