namespace OrderGrains.Grains;

/// <summary>The orders as the lanes of one silo need them: read, answered and woken wherever they are active.</summary>
internal sealed class LaneOrders(IGrainFactory grains) : ILaneOrders
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    private readonly OrderReferences _orders = new(grains);

    /// <inheritdoc/>
    public Task<OrderRecord?> ReadAsync(OrderId order, CancellationToken cancellationToken) =>
        SeenAsync(_orders.Of(order).ReadAsync(), cancellationToken);

    /// <inheritdoc/>
    public Task<OrderRecord?> ReadAfreshAsync(OrderId order, CancellationToken cancellationToken) =>
        SeenAsync(_orders.Of(order).ReadAfreshAsync(), cancellationToken);

    /// <inheritdoc/>
    public async Task<Receipt> TakeAsync(OrderId order, Command command, CancellationToken cancellationToken)
    {
        var given = await AskAsync(_orders.Of(order).TakeAsync(new(command, Message.Internal), CancellationToken.None), cancellationToken);
        return given.Answer.Receipt
            ?? throw (given.Answer.Unavailable is { } why ? new EngineUnavailableException(why, RetryAfter) : new TurnFailedException());
    }

    private static async Task<OrderRecord?> SeenAsync(Task<SeenOrder> call, CancellationToken cancellationToken)
    {
        var seen = await AskAsync(call, cancellationToken);
        return seen.Unavailable is { } why ? throw new EngineUnavailableException(why, RetryAfter) : seen.Record;
    }

    private static async Task<T> AskAsync<T>(Task<T> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call.WaitAsync(cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new EngineUnavailableException("The order cannot be reached.", RetryAfter, exception);
        }
    }
}
