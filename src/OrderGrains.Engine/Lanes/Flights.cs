namespace OrderGrains.Engine;

/// <summary>The flights of a lane that are under way: at most one of an order.</summary>
internal sealed class Flights
{
    private readonly Dictionary<OrderId, Flight> _flying = [];
    private TaskCompletionSource? _landed;

    /// <summary>How many there are.</summary>
    public int Count => _flying.Count;

    /// <summary>Whether each of them has come as far as its call.</summary>
    public bool AreSent => _flying.Values.All(flight => flight.Call is not null);

    /// <summary>What is claimed for them.</summary>
    public IEnumerable<Claim> Claims => _flying.Values.Select(flight => flight.Claim);

    /// <summary>Request id of the order's call under way; null where there is none.</summary>
    public string? CallOf(OrderId order) => _flying.GetValueOrDefault(order)?.Call;

    /// <summary>One begins.</summary>
    public void Begin(Flight flight) => _flying[flight.Claim.Order] = flight;

    /// <summary>One has ended.</summary>
    public void End(Flight flight)
    {
        _flying.Remove(flight.Claim.Order);
        if (_flying.Count == 0)
        {
            _landed?.TrySetResult();
        }
    }

    /// <summary>Completes when none is under way, or after a while.</summary>
    /// <param name="grace">How long at most.</param>
    /// <param name="time">The clock of it.</param>
    public async Task LandedAsync(TimeSpan grace, TimeProvider time)
    {
        if (_flying.Count > 0)
        {
            _landed = new();
            await _landed.Task.WaitAsync(grace, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }
}
