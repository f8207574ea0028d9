using OrderGrains.Engine;

namespace OrderGrains.EngineTests.Simulation;

/// <summary>The orders as the lanes of one silo have them.</summary>
internal sealed class SimLaneOrders(World world, SimSilo silo) : ILaneOrders
{
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    public Task<OrderRecord?> ReadAsync(OrderId order, CancellationToken cancellationToken) =>
        AskAsync(world.Cluster.CallAsync(silo, SimKey.Of(order), static one => ((SimOrder)one).Actor.ReadAsync()), cancellationToken);

    public Task<OrderRecord?> ReadAfreshAsync(OrderId order, CancellationToken cancellationToken) =>
        AskAsync(world.Cluster.CallAsync(silo, SimKey.Of(order), static one => ((SimOrder)one).Actor.ReadAfreshAsync()), cancellationToken);

    public async Task<Receipt> TakeAsync(OrderId order, Command command, CancellationToken cancellationToken)
    {
        var answer = await AskAsync(world.Cluster.TakeAsync(silo, order, command, Message.Internal, CancellationToken.None), cancellationToken);
        return answer.Receipt ?? throw (answer.Unavailable is { } why ? new EngineUnavailableException(why, RetryAfter) : new TurnFailedException());
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
