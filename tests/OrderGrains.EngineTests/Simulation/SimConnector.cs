namespace OrderGrains.EngineTests.Simulation;

/// <summary>
/// A lane's way to one vendor: calls arrive or do not, answers come back, late, or never. What has left the silo arrives
/// also where the silo ends or freezes meanwhile.
/// </summary>
internal sealed class SimConnector(World world, SimLane lane) : IConnector
{
    private readonly Life _life = lane.Silo.Life;

    public string Target => lane.Key.Lane.Target;

    public Task<ConnectorReply> CallAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        world.Counts.Calls++;
        world.Trace.Note($"{Target} called", delivery.Order.ExternalId, $"by {lane.Silo.Name} {delivery.Step} {delivery.Request.Operation} {delivery.Request.Argument}", lane.Starts[^1]);
        world.Started(delivery, lane);
        world.IsAtWorst(lane.Silo);
        var done = new TaskCompletionSource<ConnectorReply>();
        cancellationToken.UnsafeRegister(static (state, token) => ((TaskCompletionSource<ConnectorReply>)state!).TrySetCanceled(token), done);
        if (world.Bug == Bug.DeliveredBeforeDelivery && delivery.Step == Step.Send)
        {
            world.Loop.Post(_life, () => done.TrySetResult(
                new(new Delivered(delivery.Request.Target == OrderGrains.Target.BonifiQ ? new LoyaltyAnswer(null) : null))));
            world.Loop.After(_life, world.Wait(50), () => world.Vendors.Take(delivery));
            return done.Task;
        }

        if (world.Bug == Bug.RepeatWithoutRead && delivery is { Step: Step.Read, Request: { Operation: Operation.PlaceOrder, AlreadyThere: false } })
        {
            delivery = delivery with { Step = Step.Send };
        }

        Travel(delivery, done);
        return done.Task;
    }

    private void Travel(Delivery delivery, TaskCompletionSource<ConnectorReply> done)
    {
        if (world.IsDead(Target))
        {
            world.Counts.FailedCalls++;
            return; // Nobody answers, and the lane gives up in time.
        }

        if (!world.Fails(Target))
        {
            Arrive(delivery, reply => Answer(done, world.Wait(100), reply));
            return;
        }

        world.Counts.FailedCalls++;
        var failure = world.Next(8);
        world.Trace.Note($"{Target} fails", delivery.Order.ExternalId, number: failure);
        switch (failure)
        {
            case 0:
                Answer(done, world.Wait(20), new RetryLater("Refused", "connection refused"));
                break;
            case 1:
                Answer(done, world.Wait(20), new RetryLater("HTTP 429", "slow down", TimeSpan.FromSeconds(world.Next(90)), SlowsTarget: true));
                break;
            case 2:
                Answer(done, world.Wait(20), new NotTried("The breaker is open.", TimeSpan.FromSeconds(world.Next(40))));
                break;
            case 3:
                Answer(done, world.Wait(500), new DeliveryUnknown("HTTP 500", "no effect"));
                break;
            case 4:
                world.Loop.After(_life, world.Wait(100), () => done.TrySetException(new InvalidOperationException("A connector's mistake.")));
                break;
            case 5:
                Arrive(delivery, _ => { }); // The answer never comes.
                break;
            case 6:
                Arrive(delivery, reply => Answer(done, world.Wait(100_000), reply));
                break;
            default:
                Arrive(delivery, _ => Answer(done, world.Wait(500), new DeliveryUnknown("Broken", "the answer was lost")));
                break;
        }
    }

    /// <summary>The call has its effect at the vendor, and the vendor tells of it later.</summary>
    private void Arrive(Delivery delivery, Action<DeliveryResult> answer) => world.Loop.After(world.Loop.World, world.Wait(20), () =>
    {
        var (result, tells) = world.Vendors.Take(delivery);
        world.Trace.Note($"{Target} says", delivery.Order.ExternalId, result is Delivered { Answer: VtexAnswer { Result.Code: var code } } ? code : result.GetType().Name);
        foreach (var tell in tells)
        {
            world.Notify(delivery.Order, tell);
        }

        world.Taken(delivery);
        answer(result);
    });

    private void Answer(TaskCompletionSource<ConnectorReply> done, TimeSpan wait, DeliveryResult result) =>
        world.Loop.After(_life, wait, () => done.TrySetResult(new(result)));
}
