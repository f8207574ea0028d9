namespace OrderGrains.Sandbox.Faults;

/// <summary>The faults that are on. Safe from any thread. For one request the first fault in the list that strikes is the only one.</summary>
public sealed class FaultSwitches
{
    /// <summary>Faults that may be on at once; <see cref="Replace"/> refuses more.</summary>
    public const int Limit = 100;

    private readonly Lock _gate = new();
    private readonly int _seed;
    private List<Switch> _switches = [];

    internal FaultSwitches(SandboxOptions options) => _seed = options.Seed;

    public IReadOnlyList<Fault> Current
    {
        get
        {
            lock (_gate)
            {
                return [.. _switches.Select(each => each.Fault)];
            }
        }
    }

    /// <summary>Turns these on and all others off, with draws and counts from their beginning. Each fault draws for itself, so that
    /// requests to one target do not change what happens at another.</summary>
    /// <exception cref="ArgumentException">There are more than <see cref="Limit"/>.</exception>
    public void Replace(params IReadOnlyList<Fault> faults)
    {
        if (faults.Count > Limit)
        {
            throw new ArgumentException($"At most {Limit} faults may be on", nameof(faults));
        }

        lock (_gate)
        {
            _switches = [.. faults.Select((fault, index) => new Switch(fault, new Random(unchecked((_seed * 397) ^ index))))];
        }
    }

    public void Clear() => Replace();

    internal Fault? DrawRequest(string target, string operation) => Draw(target, operation, fault => fault.StrikesRequests);

    internal Fault? DrawNotification(string target, string operation) => Draw(target, operation, fault => fault.Notification is not null);

    private Fault? Draw(string target, string operation, Func<Fault, bool> strikes)
    {
        lock (_gate)
        {
            return _switches
                .Where(each => each.Fault.Target == target && (each.Fault.Operation ?? operation) == operation && strikes(each.Fault))
                .FirstOrDefault(each => each.Strike())?.Fault;
        }
    }

    private sealed class Switch(Fault fault, Random random)
    {
        private int _struck;

        public Fault Fault => fault;

        public bool Strike()
        {
            if (_struck >= (fault.Times ?? int.MaxValue) || random.NextDouble() >= fault.Rate)
            {
                return false;
            }

            if (fault.Times is not null)
            {
                _struck++;
            }

            return true;
        }
    }
}
