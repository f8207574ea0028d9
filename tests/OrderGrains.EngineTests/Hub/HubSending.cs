using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests.Hub;

/// <summary>What senders and tests do while silos come and go.</summary>
internal static class HubSending
{
    /// <summary>As senders do: again until it is answered.</summary>
    public static async Task<Receipt> SendUntilTakenAsync(this HubFixture hub, OrderId order, int status) => (await Within.Until(
        async () =>
        {
            try
            {
                return await hub.Engine.Report(order, status);
            }
            catch (EngineUnavailableException)
            {
                return null;
            }
        },
        receipt => receipt is not null,
        $"{order} is taken"))!;

    /// <summary>Waits until an order owes nothing; the hub's clock goes on meanwhile.</summary>
    public static async Task SettledAsync(this HubFixture hub, OrderId order) => await Within.Until(
        async () =>
        {
            try
            {
                hub.Clock.Advance(TimeSpan.FromSeconds(1));
                return (await hub.Engine.ReadAsync(order))?.Record;
            }
            catch (EngineUnavailableException)
            {
                return null; // A silo was lost a moment ago.
            }
        },
        record => record?.State.Requests.Any(request => request.IsOpen()) == false,
        $"{order}: nothing is owed any more");
}
