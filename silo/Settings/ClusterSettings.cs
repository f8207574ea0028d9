namespace OrderGrains.Silo;

/// <summary>How silos find each other, and what they have in common. Names, ports and addresses say nothing to a process alone with its store.</summary>
internal sealed class ClusterSettings
{
    /// <summary>Name of this deployment; silos of one name form one cluster.</summary>
    public string ClusterId { get; set; } = "ordergrains";

    /// <summary>Name under which records are kept; stays the same over deployments. On Azure Storage it names container and tables.</summary>
    public string ServiceId { get; set; } = "ordergrains";

    /// <summary>IP address at which the others reach this silo; left out, the machine's first that is not its own loopback.</summary>
    public string? AdvertisedAddress { get; set; }

    /// <summary>Port on which silos talk to each other.</summary>
    public int SiloPort { get; set; } = 11111;

    /// <summary>Port on which a silo takes gateways; 0 for a silo that takes none.</summary>
    public int GatewayPort { get; set; } = 30000;

    /// <summary>How silos and gateways know each other; null where the network does.</summary>
    public ClusterTlsSettings? Tls { get; set; }

    /// <summary>How long an order that is not used stays in memory.</summary>
    public TimeSpan CollectionAge { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>Calls at once to one target of one tenant, of the whole cluster.</summary>
    public int CallsPerTarget { get; set; } = 8;
}

/// <summary>Mutual TLS between silos and gateways: a certificate with its key, from two files or from one, and whose certificates count.</summary>
internal sealed class ClusterTlsSettings
{
    /// <summary>The certificate, PEM.</summary>
    public string? CertificateFile { get; set; }

    /// <summary>Its key, PEM without a password.</summary>
    public string? KeyFile { get; set; }

    /// <summary>Both in one file, PKCS #12; instead of the two.</summary>
    public string? PfxFile { get; set; }

    /// <summary>Password of <see cref="PfxFile"/>; null for none.</summary>
    [Secret]
    public string? PfxPassword { get; set; }

    /// <summary>The authorities whose certificates are taken, PEM: each signs itself.</summary>
    public string CaFile { get; set; } = "";
}
