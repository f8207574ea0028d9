namespace OrderGrains.Cluster;

/// <summary>What the grains of one silo share: its clock, its policies, its bounds.</summary>
internal sealed class SiloParts(ClusterEngineOptions options, IOrderPolicies policies, IClusterStore store)
{
    private ReadOnlyMemory<byte>? _customerHashKey;

    /// <summary>The orders' clock. It never shows a time before one that it saw in a record or at a lane.</summary>
    public EngineClock Clock { get; } = new(options.Time, DateTimeOffset.MinValue);

    public ClusterEngineOptions Options => options;

    /// <summary>Reads what every turn needs, before the silo takes grains.</summary>
    public async Task StartAsync(CancellationToken cancellationToken) =>
        _customerHashKey = await store.CustomerHashKeyAsync(cancellationToken);

    public OrderPolicy PolicyOf(string tenant)
    {
        var policy = policies.For(tenant);
        return policy.CustomerHashKey is null ? policy with { CustomerHashKey = _customerHashKey } : policy;
    }
}
