namespace OrderGrains.EngineTests.Simulation;

/// <summary>A call to an activation, from where it is sent until its answer is back, or its caller has waited long enough.</summary>
internal abstract class SimCall
{
    /// <summary>Sends it on to where it is served now.</summary>
    public abstract void Go();

    /// <summary>Runs it, on the activation's scheduler.</summary>
    public abstract Task RunAsync(SimActivation activation);

    /// <summary>Answers that it was not taken.</summary>
    public abstract void Fail(SimActivation activation, Exception exception);
}

/// <inheritdoc/>
internal sealed class SimCall<T> : SimCall
{
    private readonly World _world;
    private readonly SimSilo _from;
    private readonly SimKey _key;
    private readonly Func<SimActivation, Task<T>> _what;
    private readonly TaskCompletionSource<T> _done = new();
    private readonly SimTimer _timeout;

    public SimCall(World world, SimSilo from, SimKey key, Func<SimActivation, Task<T>> what)
    {
        (_world, _from, _key, _what) = (world, from, key, what);
        _timeout = new(world.Loop, from.Life, () => Lost("It was not answered in time."));
        _timeout.Change(world.Plan.ResponseTimeout, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The answer, for the caller.</summary>
    public Task<T> Answer => _done.Task;

    public override void Go()
    {
        if (_world.Cluster.Find(_from, _key) is not { } target)
        {
            _world.Loop.Post(_from.Life, () => Lost("No silo takes it."));
        }
        else if (target.Silo == _from)
        {
            target.Take(this);
        }
        else if (!_world.LosesMessage($"call of {_key}"))
        {
            _world.Loop.After(_world.Loop.World, _world.TravelTakes(), () => Arrive(target));
        }
    }

    public override async Task RunAsync(SimActivation activation)
    {
        try
        {
            var result = await _what(activation);
            Reply(activation, () => End(() => _done.TrySetResult(result)));
        }
        catch (OperationCanceledException)
        {
            Reply(activation, () => End(() => _done.TrySetCanceled()));
        }
        catch (Exception exception)
        {
            Fail(activation, exception);
        }
    }

    public override void Fail(SimActivation activation, Exception exception) =>
        Reply(activation, () => End(() => _done.TrySetException(exception)));

    private void Arrive(SimActivation target)
    {
        if (!target.Silo.Life.Ended)
        {
            _world.Loop.Post(target.Silo.Life, () => target.Take(this));
        }
        else if (_world.Draw(0.5))
        {
            _world.Loop.Post(_from.Life, () => Lost("The silo was lost.")); // The connection breaks at once, or nobody says anything.
        }
    }

    private void Reply(SimActivation activation, Action end)
    {
        if (activation.Silo == _from)
        {
            _world.Loop.Post(_from.Life, end);
        }
        else if (!_world.LosesMessage($"answer of {_key}"))
        {
            _world.Loop.After(_from.Life, _world.TravelTakes(), end);
        }
    }

    private void Lost(string why) =>
        End(() => _done.TrySetException(new EngineUnavailableException(why, TimeSpan.FromSeconds(2))));

    private void End(Action end)
    {
        _timeout.Dispose();
        end();
    }
}
