namespace OrderGrains;

/// <summary>One call: reads the order, calls its target, hands the answer back. Turns every failure into a landing.</summary>
internal sealed class DeliveryCall(
    IOwingOrders orders, IReadOnlyDictionary<string, IConnector> connectors, EngineClock clock, DeliveryLimits limits)
{
    private static readonly TimeSpan ShortestRest = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan FirstAnswerDelay = TimeSpan.FromMilliseconds(200);

    public async Task<Landing> MakeAsync(Lane lane, Flight flight, CancellationToken cut)
    {
        try
        {
            var record = await orders.ReadAsync(flight.Order, cut).ConfigureAwait(false);
            var now = clock.Now();
            var request = record?.State.Requests.FirstOrDefault(owed => owed.Target == lane.Target && owed.IsDue(now));
            if (request is null)
            {
                return Landing.NothingDue; // Superseded, answered or put off since it was offered.
            }

            var delivery = new Delivery(flight.Order, record!.State, request, request.StepAt(clock.StartedAt), now);
            var reply = await CallAsync(lane, flight, delivery, cut).ConfigureAwait(false);
            return reply.Result is NotTried ? Landing.NotTried : await AnswerAsync(lane, delivery, reply, cut).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cut.IsCancellationRequested)
        {
            return Landing.SetAside; // The process ends: what is owed counts as perhaps sent.
        }
        catch (EngineUnavailableException)
        {
            return Landing.ReadLater;
        }
        catch (Exception exception)
        {
            orders.Report(flight.Order, lane.Target, "The order cannot be read; it stays owed and is not tried before a restart.", exception);
            return Landing.SetAside;
        }
    }

    private async Task<ConnectorReply> CallAsync(Lane lane, Flight flight, Delivery delivery, CancellationToken cut)
    {
        if (!connectors.TryGetValue(lane.Target, out var connector))
        {
            Block(lane, limits.DefaultSlowDown, "No connector is set up.");
            return new(new NotTried("No connector is set up.", limits.DefaultSlowDown));
        }

        lane.Calling(flight, delivery.Request.Id);
        ConnectorReply? reply = null;
        try
        {
            reply = await CallAsync(connector, delivery, cut).ConfigureAwait(false);
            if (Rest(reply.Result) is { } rest)
            {
                Block(lane, rest.For, rest.Why);
            }

            return reply;
        }
        finally
        {
            lane.Called(flight, Error(reply?.Result));
        }
    }

    private void Block(Lane lane, TimeSpan rest, string why)
    {
        var until = clock.Now() + rest;
        if (lane.Block(until, why))
        {
            orders.Blocked(lane.Tenant, lane.Target, until, why);
        }
    }

    private async Task<ConnectorReply> CallAsync(IConnector connector, Delivery delivery, CancellationToken cut)
    {
        using var timeout = new CancellationTokenSource(limits.CallTimeout, clock.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cut);
        try
        {
            return await connector.CallAsync(delivery, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cut.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException)
        {
            return new(new DeliveryUnknown("Timeout", "The call did not end in time."));
        }
        catch (Exception exception)
        {
            // A connector's mistake, not the target's: nobody knows how far it came. Its message may hold personal data.
            orders.Report(delivery.Order, connector.Target, "The connector failed.", exception);
            return new(new DeliveryUnknown("Exception", exception.GetType().Name));
        }
    }

    /// <summary>
    /// Tries until the order has its answer: to give up would be to send twice. The lane's slot stays taken meanwhile, so that
    /// a hub that cannot record stops sending.
    /// </summary>
    private async Task<Landing> AnswerAsync(Lane lane, Delivery delivery, ConnectorReply reply, CancellationToken cut)
    {
        var answer = new RecordAnswer(delivery.Request.Id, delivery.Step, reply.Result, reply.Exchange);
        for (var delay = FirstAnswerDelay; ; delay = Shorter(delay * 2, limits.MaxAnswerDelay))
        {
            try
            {
                await orders.AnswerAsync(delivery.Order, answer, cut).ConfigureAwait(false);
                return Landing.Answered;
            }
            catch (EngineUnavailableException exception)
            {
                orders.Report(delivery.Order, lane.Target, "An answer could not be recorded; it is tried again.", exception);
                // Not Task.Delay's own cancellation: it goes on on the thread pool, whatever the scheduler.
                await Task.Delay(delay, clock.Time, CancellationToken.None).WaitAsync(cut).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                orders.Report(delivery.Order, lane.Target, "The order does not take its answer; read first after a restart.", exception);
                return Landing.SetAside;
            }
        }
    }

    private (TimeSpan For, string Why)? Rest(DeliveryResult result) => result switch
    {
        NotTried waits => (Bounded(waits.Until), waits.Why),
        RetryLater { SlowsTarget: true } slow => (Bounded(slow.After ?? limits.DefaultSlowDown), slow.Code),
        _ => null,
    };

    private static string? Error(DeliveryResult? result) => result switch
    {
        RetryLater failed => $"{failed.Code}: {failed.Error}",
        DeliveryRefused failed => $"{failed.Code}: {failed.Error}",
        DeliveryUnknown failed => $"{failed.Code}: {failed.Error}",
        _ => null,
    };

    /// <summary>A rest of nothing would spin; one beyond a day is a mistake of the target's.</summary>
    private static TimeSpan Bounded(TimeSpan rest) =>
        rest < ShortestRest ? ShortestRest : Shorter(rest, TimeSpan.FromDays(1));

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
