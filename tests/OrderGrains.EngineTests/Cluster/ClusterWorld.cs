using OrderGrains.Cluster;
using OrderGrains.EngineTests.Contract;
using OrderGrains.EngineTests.Support;
using Orleans.Storage;

namespace OrderGrains.EngineTests.Cluster;

/// <summary>What outlives the silos: storage, clock, targets and settings.</summary>
internal sealed record ClusterWorld(IClusterStore Store, IGrainStorage Records)
{
    public ScriptedStorage Storage { get; } = new();

    public FakeClock Clock { get; } = new();

    public Policies Policies { get; } = new();

    public IReadOnlyList<IConnector> Connectors { get; init; } = [];

    public EngineBounds Bounds { get; set; } = new();

    public ClusterEngineOptions Options => new()
    {
        Time = Clock,
        MaxMailbox = Bounds.Mailbox,
        MaxWaiting = Bounds.Waiting,
        MaxOrders = Bounds.InMemory,
        Delivery = new DeliveryLimits { Queue = Bounds.Queue, Concurrency = Bounds.Concurrency },
    };
}
