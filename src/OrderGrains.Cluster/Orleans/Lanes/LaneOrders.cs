using Microsoft.Extensions.Logging;

namespace OrderGrains.Cluster;

/// <summary>The orders as a lane's pump needs them: read, answered and woken wherever they are active.</summary>
internal sealed class LaneOrders(
    IGrainFactory grains, EngineClock clock, Action<DateTimeOffset> refill, TimeSpan retryAfter, ILogger log) : IOwingOrders
{
    private readonly OrderReferences _orders = new(grains);

    /// <inheritdoc/>
    public async Task<OrderRecord?> ReadAsync(OrderId order, CancellationToken cancellationToken)
    {
        var record = await ReadOnceAsync(order, cancellationToken).ConfigureAwait(false);
        if (!(record?.State.WakeAt <= clock.Now()))
        {
            return record;
        }

        await WakeAsync(order, cancellationToken).ConfigureAwait(false); // A placement that comes too late must not be sent.
        return await ReadOnceAsync(order, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public Task AnswerAsync(OrderId order, RecordAnswer answer, CancellationToken cancellationToken) => TakeAsync(order, answer, cancellationToken);

    /// <summary>Tells an order that a time of its own has come.</summary>
    public Task WakeAsync(OrderId order, CancellationToken cancellationToken) => TakeAsync(order, new Wake(), cancellationToken);

    /// <inheritdoc/>
    public void Refill(string tenant, string target, DateTimeOffset since) => refill(since);

    /// <inheritdoc/>
    public void Blocked(string tenant, string target, DateTimeOffset until, string why) =>
        log.LogWarning("{Tenant}/{Target} is not called until {Until:u}: {Why}", tenant, target, until, why);

    /// <inheritdoc/>
    public void Recovered(string tenant, string target) => log.LogInformation("{Tenant}/{Target} answers again", tenant, target);

    /// <inheritdoc/>
    public void Report(OrderId order, string target, string what, Exception? exception) =>
        // The type and where it was thrown: a message may quote what was sent.
        log.LogError("{Order} at {Target}: {What} {Type} {Stack}", order, target, what, exception?.GetType().Name, exception?.StackTrace);

    private async Task<OrderRecord?> ReadOnceAsync(OrderId order, CancellationToken cancellationToken)
    {
        var stored = await AskAsync(GrainOf(order).ReadAsync(), cancellationToken).ConfigureAwait(false);
        return stored.Record;
    }

    private async Task TakeAsync(OrderId order, Command command, CancellationToken cancellationToken)
    {
        var answers = await AskAsync(GrainOf(order).TakeAsync([new(command, Message.Internal)], clock.Now()), cancellationToken).ConfigureAwait(false);
        if (answers.Receipts[0] is null)
        {
            throw new TurnFailedException();
        }
    }

    private async Task<T> AskAsync<T>(Task<T> call, CancellationToken cancellationToken)
    {
        try
        {
            return await call.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new EngineUnavailableException("The order cannot be reached.", retryAfter, exception);
        }
    }

    private IOrderGrain GrainOf(OrderId order) => _orders.Of(order);
}

/// <summary>The rules failed on a command: trying again will not help.</summary>
internal sealed class TurnFailedException() : Exception("The turn failed.");
