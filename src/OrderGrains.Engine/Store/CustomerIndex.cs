namespace OrderGrains.Engine;

/// <summary>The orders of one customer among those of an index.</summary>
/// <param name="all">The index.</param>
/// <param name="customerHash">As the heads of that customer's orders show it.</param>
public sealed class CustomerIndex(IOrderIndex all, string customerHash) : IOrderIndex
{
    /// <inheritdoc/>
    public Task<OrderPage> ListAsync(OrderQuery query, CancellationToken cancellationToken = default) =>
        all.ListAsync(query with { CustomerHash = customerHash }, cancellationToken);

    /// <inheritdoc/>
    public Task<int> CountAsync(OrderQuery query, CancellationToken cancellationToken = default) =>
        all.CountAsync(query with { CustomerHash = customerHash }, cancellationToken);
}
