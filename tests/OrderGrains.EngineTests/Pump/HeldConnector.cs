namespace OrderGrains.EngineTests.Pump;

/// <summary>A target that holds every call until the test ends it.</summary>
internal sealed class HeldConnector : IConnector
{
    private readonly Lock _gate = new();
    private readonly List<TaskCompletionSource<ConnectorReply>> _held = [];
    private readonly List<Step> _steps = [];

    public string Target => OrderGrains.Target.Vtex;

    public int UnderWay
    {
        get
        {
            lock (_gate)
            {
                return _held.Count;
            }
        }
    }

    /// <summary>Most calls at once.</summary>
    public int Most { get; private set; }

    public int Calls => Steps.Count;

    /// <summary>What each call did.</summary>
    public IReadOnlyList<Step> Steps
    {
        get
        {
            lock (_gate)
            {
                return [.. _steps];
            }
        }
    }

    public Task<ConnectorReply> CallAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var call = new TaskCompletionSource<ConnectorReply>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _held.Add(call);
            _steps.Add(delivery.Step);
            Most = Math.Max(Most, _held.Count);
        }

        return call.Task;
    }

    public void EndAll(DeliveryResult result)
    {
        List<TaskCompletionSource<ConnectorReply>> held;
        lock (_gate)
        {
            held = [.. _held];
            _held.Clear();
        }

        held.ForEach(call => call.SetResult(new(result)));
    }
}
