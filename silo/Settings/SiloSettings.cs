namespace OrderGrains.Silo;

/// <summary>The section <c>OrderGrains</c> of the configuration, as written; see docs/settings.md. What the parts read of it is the base; this is what the process itself reads.</summary>
internal sealed class SiloSettings : OrderGrainsSettings
{
    /// <summary>
    /// <c>All</c>: runs orders and serves HTTP. <c>Silo</c>: runs orders, and of HTTP serves health only. <c>Gateway</c>: serves HTTP, and has the silos run
    /// the orders.
    /// </summary>
    public string Role { get; set; } = "All";

    /// <summary>Where orders are kept.</summary>
    public StorageSettings Storage { get; set; } = new();

    /// <summary>How silos find each other.</summary>
    public ClusterSettings Cluster { get; set; } = new();

    /// <summary>What the web server bears.</summary>
    public ConnectionSettings Connections { get; set; } = new();

    /// <summary>Where targets may be.</summary>
    public OutboundSettings Outbound { get; set; } = new();

    /// <summary>The built-in stand-ins.</summary>
    public SandboxSettings Sandbox { get; set; } = new();

    /// <summary>Who may collect what the process measures.</summary>
    public MetricsSettings Metrics { get; set; } = new();

    /// <summary>Where measures and traces are sent.</summary>
    public TelemetrySettings Telemetry { get; set; } = new();

    /// <summary>The pages for people.</summary>
    public ConsoleSettings Console { get; set; } = new();
}

/// <summary>The pages for people.</summary>
internal sealed class ConsoleSettings
{
    /// <summary>
    /// Folder of the keys of sessions, which all gateways of a cluster share. Left out, with <c>Sqlite</c> it is <c>console</c> in the data directory, and with any other store the
    /// keys are in memory: another process, or a restart, asks to sign in again. A relative one is where a relative data directory is.
    /// </summary>
    public string? KeysDirectory { get; set; }

    /// <summary>Whether Orleans' own dashboard is counted for, and shown at <c>/console/orleans/</c>; left out, only in Development.</summary>
    public bool Orleans { get; set; }
}

/// <summary>Where targets may be.</summary>
internal sealed class OutboundSettings
{
    /// <summary>Private networks, such as <c>10.0.0.0/8</c>, that targets may be in. In Development, and where the sandbox is on, they may be anywhere.</summary>
    public List<string> Networks { get; set; } = [];
}

/// <summary>The built-in stand-ins.</summary>
internal sealed class SandboxSettings
{
    /// <summary>Whether they are served under <c>/sandbox</c>, with a tenant <c>sandbox</c>; left out, only in Development.</summary>
    public bool Enabled { get; set; }
}
