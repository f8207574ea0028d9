namespace OrderGrains.Grains;

/// <summary>Finds, shows and forgets what is kept of a person.</summary>
internal sealed class Persons(IOrderStore store, IOrderEngine engine, HubClock clock) : IPersons
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<OrderId>> OrdersOfAsync(string document, CancellationToken cancellationToken)
    {
        DemandServing();
        return CustomerOrders.OfAsync(store, HashOf(document), cancellationToken);
    }

    /// <inheritdoc/>
    public IOrderIndex IndexOf(string document)
    {
        DemandServing();
        return new CustomerIndex(store, HashOf(document));
    }

    /// <inheritdoc/>
    public async Task<string?> ExportAsync(OrderId order, CancellationToken cancellationToken) =>
        await store.FindAsync(order, cancellationToken).ConfigureAwait(false) is { } stored
            ? OrderExport.Of(stored.Bytes, await store.LogAsync(order, cancellationToken).ConfigureAwait(false))
            : null;

    /// <inheritdoc/>
    public Task ForgetAsync(string document, string by, CancellationToken cancellationToken)
    {
        DemandServing();
        return store.ForgetAsync(new(HashOf(document), clock.Now(), by), cancellationToken);
    }

    private string HashOf(string document) => CustomerHash.Of(store.CustomerHashKey.Span, document);

    /// <summary>The store may not be open before.</summary>
    private void DemandServing()
    {
        if (engine.Condition is { Serving: false } condition)
        {
            throw new EngineUnavailableException(condition.Reason ?? "Not serving.", TimeSpan.FromSeconds(2));
        }
    }
}
