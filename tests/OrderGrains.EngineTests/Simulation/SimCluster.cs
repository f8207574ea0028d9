using OrderGrains.Engine;

namespace OrderGrains.EngineTests.Simulation;

/// <summary>
/// What stands in for the framework: which silos there are, which activation serves an order or a lane, and the calls between them. An order may
/// be active twice for a while, and so may a lane.
/// </summary>
internal sealed class SimCluster(World world)
{
    private readonly Dictionary<SimKey, SimActivation> _active = [];
    private readonly Dictionary<SimKey, SimActivation> _doubles = [];
    private readonly List<SimSilo> _members = [];

    /// <summary>Silos that the others believe alive.</summary>
    public IReadOnlyList<SimSilo> Members => _members;

    /// <summary>Activations that new calls go to.</summary>
    public IEnumerable<SimActivation> Active => _active.Values;

    /// <summary>Calls what is active under a key, or becomes so.</summary>
    /// <exception cref="EngineUnavailableException">It was perhaps not taken, or its answer was lost.</exception>
    public Task<T> CallAsync<T>(SimSilo from, SimKey key, Func<SimActivation, Task<T>> what)
    {
        var call = new SimCall<T>(world, from, key, what);
        call.Go();
        return call.Answer;
    }

    /// <summary>Hands a command to its order; a cancellation crosses to it.</summary>
    public Task<OrderAnswer> TakeAsync(SimSilo from, OrderId order, Command command, Message message, CancellationToken cancellationToken) =>
        CallAsync(from, SimKey.Of(order), one =>
        {
            var takenBack = new CancellationTokenSource();
            cancellationToken.UnsafeRegister(_ => world.Loop.After(one.Silo.Life, world.TravelTakes(), takenBack.Cancel), null);
            var actor = ((SimOrder)one).Actor;
            return world.Bug == Bug.AnswerBeforeWrite
                ? one.Silo.Early.FirstAsync(command, () => actor.TakeAsync(command, message, takenBack.Token))
                : actor.TakeAsync(command, message, takenBack.Token);
        });

    public void Join(SimSilo silo)
    {
        _members.Add(silo);
        _members.Sort(static (one, other) => string.CompareOrdinal(one.Name, other.Name));
    }

    /// <summary>A silo is believed dead, or has left: what was active there is placed anew when it is called.</summary>
    public void Forget(SimSilo silo)
    {
        if (!_members.Remove(silo))
        {
            return;
        }

        foreach (var (key, _) in _active.Where(pair => pair.Value.Silo == silo).ToList())
        {
            _active.Remove(key);
        }

        foreach (var (key, _) in _doubles.Where(pair => pair.Value.Silo == silo).ToList())
        {
            _doubles.Remove(key);
        }
    }

    /// <summary>An activation is over.</summary>
    public void Remove(SimActivation activation)
    {
        foreach (var all in new[] { _active, _doubles })
        {
            if (all.GetValueOrDefault(activation.Key) == activation)
            {
                all.Remove(activation.Key);
            }
        }
    }

    /// <summary>Another activation starts beside this one, which goes on for a while and serves some of the calls.</summary>
    public void Double(SimActivation activation, TimeSpan forHowLong)
    {
        if (_active.GetValueOrDefault(activation.Key) != activation || _doubles.ContainsKey(activation.Key) || _members.Count < 2)
        {
            return;
        }

        world.Trace.Note("active twice", activation.Silo.Name, activation.Key.ToString());
        world.Counts.Doubles++;
        _doubles[activation.Key] = activation;
        Place(activation.Key, [.. _members.Where(silo => silo != activation.Silo)]);
        world.Loop.After(activation.Silo.Life, forHowLong, activation.GiveUp);
    }

    /// <summary>Where a call goes; null where no silo takes it.</summary>
    public SimActivation? Find(SimSilo from, SimKey key)
    {
        if (!_members.Contains(from) && from.Activations.FirstOrDefault(own => own.Key == key) is { } local)
        {
            return local; // A silo that was given up and does not know yet believes in its own.
        }

        if (_doubles.TryGetValue(key, out var other) && world.Draw(0.5))
        {
            return other;
        }

        return _active.TryGetValue(key, out var active) ? active : Place(key, _members);
    }

    private SimActivation? Place(SimKey key, IReadOnlyList<SimSilo> silos)
    {
        var takes = silos.Where(silo => !silo.Stops).ToList();
        return takes.Count == 0 ? null : _active[key] = takes[(int)(key.Hash % (uint)takes.Count)].Activate(key);
    }
}
