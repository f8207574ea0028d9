using Microsoft.Extensions.DependencyInjection;

namespace OrderGrains.Connectors;

/// <summary>
/// Hands a linked OPABOX order's status, and that it was paid, on to its chat order, which takes it as a command of its own: no system outside is called.
/// A repeat changes nothing there. The engine is asked for at the call, since it needs the connectors to be made itself.
/// </summary>
internal sealed class LinkConnector(IServiceProvider services) : IConnector
{
    /// <inheritdoc/>
    public string Target => OrderGrains.Target.Order;

    /// <inheritdoc/>
    public async Task<ConnectorReply> CallAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        if (!OrderId.TryParse(delivery.State.Opabox.Link, out var chat) || delivery.Request.Argument is not { } argument)
        {
            return new(new DeliveryRefused("NO_LINK", "The order is not linked."));
        }

        var word = LinkedWord.Parse(argument);
        try
        {
            var receipt = await services.GetRequiredService<IOrderEngine>()
                .SubmitAsync(chat, new ReportLinkedStatus(word.Status, delivery.Order.ToString(), null, word.Paid), Message.Internal, cancellationToken)
                .ConfigureAwait(false);
            return new(receipt.Outcome == Outcome.Refused
                ? new DeliveryRefused("LINK_REFUSED", receipt.Reason ?? "The chat order refuses the link.")
                : new Delivered());
        }
        catch (EngineUnavailableException exception)
        {
            return new(new RetryLater("UNAVAILABLE", "The hub takes no command now.", exception.RetryAfter));
        }
    }
}
