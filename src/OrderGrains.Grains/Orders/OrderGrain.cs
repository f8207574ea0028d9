using Microsoft.Extensions.Logging;
using Orleans.Placement;

namespace OrderGrains.Grains;

/// <summary>
/// The shell of an <see cref="OrderActor"/>. The grain takes calls while others await; the actor queues their commands and takes them one after another. Placed by
/// a hash, so that an order that is activated again is on the silo of before, as long as the silos are the same.
/// </summary>
[GrainType("order")]
[Reentrant]
[HashBasedPlacement]
internal sealed class OrderGrain(OrderParts parts) : Grain, IOrderGrain
{
    private OrderActor _order = null!;

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _order = new(OrderId.Parse(this.GetPrimaryKeyString()), parts, this.DeactivateOnIdle);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        _order.StopAsync().WaitAsync(cancellationToken);

    /// <inheritdoc/>
    public async Task<GivenAnswer> TakeAsync(SentCommand command, CancellationToken cancellationToken) =>
        new(await _order.TakeAsync(command.Command, command.Message, cancellationToken));

    /// <inheritdoc/>
    public Task<SeenOrder> ReadAsync() => SeenAsync(_order.ReadAsync());

    /// <inheritdoc/>
    public Task<SeenOrder> ReadAfreshAsync() => SeenAsync(_order.ReadAfreshAsync());

    private async Task<SeenOrder> SeenAsync(Task<OrderRecord?> reading)
    {
        try
        {
            return new(await reading);
        }
        catch (Exception exception)
        {
            // The type alone: a store's own words may quote its address.
            parts.Log.LogWarning("{Order} could not be read ({Type})", this.GetPrimaryKeyString(), exception.GetType().Name);
            return new(null, "The order cannot be read.");
        }
    }
}
