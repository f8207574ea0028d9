namespace OrderGrains.Testing;

/// <summary>A connector whose calls are work under way, as long as they do not sleep by the test's clock.</summary>
internal sealed class CountedConnector(IConnector inner, WorkUnderWay work) : IConnector
{
    public string Target => inner.Target;

    public Task<ConnectorReply> CallAsync(Delivery delivery, CancellationToken cancellationToken) =>
        work.RunAsync(() => inner.CallAsync(delivery, cancellationToken));

    public void Lift(string tenant, string target) => inner.Lift(tenant, target);
}
