using Orleans.Connections.Security;

namespace OrderGrains.Silo;

/// <summary>Mutual TLS on the ports of silos (docs/cluster.md, "TLS between processes"): who shows no certificate of the cluster's authorities is refused, on both sides.</summary>
internal static class PeerTls
{
    /// <summary>Silos among each other, and the port for gateways.</summary>
    public static ISiloBuilder UsePeerTls(this ISiloBuilder silo, ClusterTlsSettings? tls) => tls is null ? silo : silo.UseTls(Options(tls));

    /// <summary>A gateway.</summary>
    public static IClientBuilder UsePeerTls(this IClientBuilder client, ClusterTlsSettings? tls) => tls is null ? client : client.UseTls(Options(tls));

    private static Action<TlsOptions> Options(ClusterTlsSettings tls)
    {
        var peers = PeerCertificates.Read(tls);
        return options =>
        {
            options.LocalCertificate = peers.Own;
            options.LocalClientCertificateSelector = (_, _, _, _, _) => peers.Own;
            options.ClientCertificateMode = options.RemoteCertificateMode = RemoteCertificateMode.RequireCertificate;
            options.RemoteCertificateValidation = (certificate, _, _) => peers.Take(certificate);
            options.OnAuthenticateAsClient = static (_, client) => client.TargetHost = "ordergrains"; // The authority says who belongs here, not a name.
        };
    }
}
