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

    /// <summary>Name under which records are kept; stays the same over deployments.</summary>
    public string ServiceId { get; set; } = "ordergrains";
}
