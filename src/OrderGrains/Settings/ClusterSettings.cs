namespace OrderGrains;

/// <summary>The engine of several machines.</summary>
public sealed class ClusterSettings
{
    /// <summary><c>Postgres</c> or <c>Azure</c>: where records, membership and reminders are kept.</summary>
    public string Storage { get; set; } = "Postgres";

    /// <summary>Connection string of that storage; a secret.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>Name of this deployment; silos of one name form one cluster.</summary>
    public string ClusterId { get; set; } = "ordergrains";

    /// <summary>Name under which records are kept; stays the same over deployments. On Azure Storage it names container and tables.</summary>
    public string ServiceId { get; set; } = "ordergrains";

    /// <summary>Port on which silos talk to each other.</summary>
    public int SiloPort { get; set; } = 11111;

    /// <summary>Port on which a silo takes gateways; 0 for a silo that takes none.</summary>
    public int GatewayPort { get; set; } = 30000;

    /// <summary>IP address at which the others reach this silo; left out, the machine's first that is not its own loopback.</summary>
    public string? AdvertisedAddress { get; set; }

    /// <summary>How long an order that is not used stays in memory.</summary>
    public TimeSpan CollectionAge { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Calls at once to one target of one tenant, of the whole cluster.</summary>
    public int CallsPerTarget { get; set; } = 8;
}
