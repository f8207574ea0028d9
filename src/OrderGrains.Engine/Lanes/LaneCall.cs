using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace OrderGrains.Engine;

/// <summary>One call: reads the order, calls its target, hands the answer back. Turns every failure into a landing.</summary>
internal sealed class LaneCall(LaneParts parts, IConnector? connector)
{
    private static readonly TimeSpan ShortestRest = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan LongestRest = TimeSpan.FromDays(1);
    private static readonly TimeSpan FirstAnswerDelay = TimeSpan.FromMilliseconds(200);

    /// <summary>Makes it.</summary>
    /// <param name="lane">The lane.</param>
    /// <param name="flight">What is claimed.</param>
    /// <param name="maySend">Asked right before the call.</param>
    /// <param name="renew">Asked where it may not: whether it may after all.</param>
    /// <param name="cut">Ends it: what was sent by then is unsettled.</param>
    public async Task<CallEnd> MakeAsync(LaneName lane, Flight flight, Func<bool> maySend, Func<Task<bool>> renew, CancellationToken cut)
    {
        var sent = false;
        try
        {
            if (await FindAsync(lane, flight, cut) is not { } delivery)
            {
                return new(Landing.NothingDue); // Superseded, answered or put off since the row was read.
            }

            if (connector is null)
            {
                return new(Landing.NotTried) { Rest = new(parts.Limits.DefaultSlowDown, "No connector is set up.", IsOutage: true) };
            }

            while (!maySend()) // Asked once more after every wait: the silo may have stood still in it.
            {
                if (!await renew())
                {
                    return new(Landing.NotTried);
                }
            }

            using var span = HubTelemetry.BeginCall(delivery);
            (sent, flight.Call) = (true, delivery.Request.Id);
            var started = parts.Deadlines.GetTimestamp();
            var reply = await CallAsync(connector, delivery, cut);
            flight.Call = null;
            parts.Meter.Called(parts.Deadlines.GetElapsedTime(started), delivery, reply.Result);
            span?.SetTag(HubTelemetry.OutcomeTag, HubMeter.Word(reply.Result)).SetStatus(reply.Result is Delivered ? ActivityStatusCode.Unset : ActivityStatusCode.Error);
            var landing = reply.Result switch
            {
                NotTried => Landing.NotTried,
                CredentialsRefused => Landing.Denied,
                _ => await AnswerAsync(lane, delivery, reply, cut),
            };
            return new(landing) { Error = Error(reply.Result), Rest = Rest(reply.Result), Serves = reply.Result is Delivered or DeliveryRefused };
        }
        catch (OperationCanceledException) when (cut.IsCancellationRequested)
        {
            return new(sent ? Landing.Unsettled : Landing.NotTried);
        }
        catch (EngineUnavailableException)
        {
            return new(Landing.Unread);
        }
        catch (Exception exception)
        {
            Report(delivery: flight.Claim.Order, lane, "The order cannot be read or its claim not be renewed; it stays owed.", exception);
            return new(sent ? Landing.Unsettled : Landing.Unread);
        }
    }

    /// <summary>What was claimed, and nothing that is due at another time, which was not.</summary>
    private async Task<Delivery?> FindAsync(LaneName lane, Flight flight, CancellationToken cut) =>
        Find(lane, flight, await ReadAsync(flight.Claim.Order, cut))
        ?? Find(lane, flight, await parts.Orders.ReadAfreshAsync(flight.Claim.Order, cut)); // The index knows of it: perhaps the order is old.

    private Delivery? Find(LaneName lane, Flight flight, OrderRecord? record) =>
        record?.State.Requests.FirstOrDefault(owed => owed.Target == lane.Target && owed.IsCalledAt(flight.Claim.Due)) is { } request
            ? new(record.Id, record.State, request, request.StepOf(flight.PerhapsSent), parts.Clock.Now())
            : null;

    /// <summary>The order right before its call, after the clock's own business with it: a placement that comes too late must not be sent.</summary>
    private async Task<OrderRecord?> ReadAsync(OrderId order, CancellationToken cut)
    {
        var record = await parts.Orders.ReadAsync(order, cut);
        if (!(record?.State.WakeAt <= parts.Clock.Now()) || parts.Clock.IsDoubtful)
        {
            return record;
        }

        await parts.Orders.TakeAsync(order, new Wake(), cut);
        return await parts.Orders.ReadAsync(order, cut);
    }

    private async Task<ConnectorReply> CallAsync(IConnector target, Delivery delivery, CancellationToken cut)
    {
        using var timeout = new CancellationTokenSource(parts.Limits.CallTimeout, parts.Clock.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cut);
        try
        {
            return await target.CallAsync(delivery, either.Token);
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
            Report(delivery.Order, new(delivery.Order.Tenant, target.Target), "The connector failed.", exception);
            return new(new DeliveryUnknown("Exception", exception.GetType().Name));
        }
    }

    /// <summary>
    /// Tries until the order has its answer: to give up would be to send twice. The lane's slot stays taken meanwhile, so that a hub that cannot record stops
    /// sending.
    /// </summary>
    private async Task<Landing> AnswerAsync(LaneName lane, Delivery delivery, ConnectorReply reply, CancellationToken cut)
    {
        var answer = new RecordAnswer(delivery.Request.Id, delivery.Request.DueAt!.Value, delivery.Step, reply.Result, reply.Exchange);
        for (var delay = FirstAnswerDelay; ; delay = Shorter(delay * 2, parts.Limits.MaxAnswerDelay))
        {
            try
            {
                if (await IsTakenAsync(delivery.Order, answer, cut))
                {
                    return Landing.Answered;
                }
            }
            catch (EngineUnavailableException exception)
            {
                parts.Log.LogWarning("{Order} at {Target}: an answer could not be recorded ({Why}); it is tried again", delivery.Order, lane.Target, exception.Message);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                Report(delivery.Order, lane, "The order does not take its answer; it rests, and is read before it is sent again.", exception);
                return Landing.Unsettled;
            }

            // Not Task.Delay's own cancellation: it goes on on the thread pool, whatever the scheduler.
            await Task.Delay(delay, parts.Clock.Time, CancellationToken.None).WaitAsync(cut);
        }
    }

    /// <summary>
    /// Hands an answer over; false where it was lost on an activation that is old. One that changes nothing was written by nobody, so that no version told
    /// whether its order was the one that is stored.
    /// </summary>
    private async Task<bool> IsTakenAsync(OrderId order, RecordAnswer answer, CancellationToken cut) =>
        await parts.Orders.TakeAsync(order, answer, cut) is not { Outcome: Outcome.Repeated }
        || (await parts.Orders.ReadAfreshAsync(order, cut))?.State.Find(answer.RequestId)?.IsCalledAt(answer.Due) != true;

    /// <summary>The type and where it was thrown: a message may quote what was sent.</summary>
    private void Report(OrderId delivery, LaneName lane, string what, Exception exception) => parts.Log.LogError(
        "{Order} at {Target}: {What} {Type} {Stack}", delivery, lane.Target, what, exception.GetType().Name, exception.StackTrace);

    private Rest? Rest(DeliveryResult result) => result switch
    {
        NotTried waits => new(Bounded(waits.Until, LongestRest), waits.Why, IsOutage: true),
        CredentialsRefused refused => new(parts.Limits.CredentialsRest, $"{refused.Code}: our credentials are not taken.", IsOutage: true),
        RetryLater { SlowsTarget: true, After: { } asked } slow => new(Bounded(asked, parts.Limits.MaxSlowDown), slow.Code, IsOutage: false),
        RetryLater { SlowsTarget: true } slow => new(parts.Limits.DefaultSlowDown, slow.Code, IsOutage: false),
        _ => null,
    };

    private static string? Error(DeliveryResult result) => result switch
    {
        RetryLater failed => $"{failed.Code}: {failed.Error}",
        CredentialsRefused failed => $"{failed.Code}: {failed.Error}",
        DeliveryRefused failed => $"{failed.Code}: {failed.Error}",
        DeliveryUnknown failed => $"{failed.Code}: {failed.Error}",
        _ => null,
    };

    /// <summary>A rest of nothing would spin; a long one is a mistake of the target's.</summary>
    private static TimeSpan Bounded(TimeSpan rest, TimeSpan longest) => rest < ShortestRest ? ShortestRest : Shorter(rest, longest);

    private static TimeSpan Shorter(TimeSpan one, TimeSpan other) => one < other ? one : other;
}

/// <summary>How a call ended, for its lane.</summary>
/// <param name="Landing">In short.</param>
internal sealed record CallEnd(Landing Landing)
{
    /// <summary>What the target said; null where nothing failed.</summary>
    public string? Error { get; init; }

    /// <summary>For how long the target takes no calls; null where it does.</summary>
    public Rest? Rest { get; init; }

    /// <summary>Whether the target answered as one that serves: an error of its own, or none of its words at all, is no sign of that.</summary>
    public bool Serves { get; init; }
}

/// <summary>A while in which a target takes no calls.</summary>
/// <param name="For">How long.</param>
/// <param name="Why">Why, in a few words.</param>
/// <param name="IsOutage">Whether it is over only when a call is answered; else when its time is over.</param>
internal sealed record Rest(TimeSpan For, string Why, bool IsOutage);
