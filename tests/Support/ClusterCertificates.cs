using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace OrderGrains.TestSupport;

/// <summary>An authority and certificates of it, as docs/cluster.md makes them.</summary>
internal sealed class ClusterCertificates : IDisposable
{
    private static readonly Oid Server = new("1.3.6.1.5.5.7.3.1");
    private static readonly Oid Client = new("1.3.6.1.5.5.7.3.2");
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private int _made;

    public ClusterCertificates()
    {
        var request = new CertificateRequest("CN=ordergrains cluster", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        Authority = request.CreateSelfSigned(Now.AddDays(-9), Now.AddDays(9));
    }

    public X509Certificate2 Authority { get; }

    /// <summary>A certificate of it with its key.</summary>
    public X509Certificate2 Make(int firstDay = -1, int lastDay = 1)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=ordergrains", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([Server, Client], false));
        using var signed = request.Create(Authority, Now.AddDays(firstDay).AddMinutes(1), Now.AddDays(lastDay), [(byte)++_made]);
        return signed.CopyWithPrivateKey(key);
    }

    /// <summary>Writes the authority's, one more, and its key into a folder: <c>ca.pem</c>, <c>peer.pem</c>, <c>peer.key</c>.</summary>
    public void Write(TemporaryFolder folder)
    {
        using var peer = Make();
        folder.Write("ca.pem", Authority.ExportCertificatePem());
        folder.Write("peer.pem", peer.ExportCertificatePem());
        folder.Write("peer.key", peer.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
    }

    public void Dispose()
    {
        Authority.Dispose();
        _key.Dispose();
    }
}
