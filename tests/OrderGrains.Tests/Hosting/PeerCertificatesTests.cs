using System.Security.Cryptography.X509Certificates;
using OrderGrains.Silo;

namespace OrderGrains.Tests.Hosting;

/// <summary>docs/cluster.md, "TLS between processes".</summary>
public sealed class PeerCertificatesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ClusterCertificates _cluster = new();

    public PeerCertificatesTests() => _cluster.Write(_folder);

    private ClusterTlsSettings Pem => new() { CertificateFile = _folder["peer.pem"], KeyFile = _folder["peer.key"], CaFile = _folder["ca.pem"] };

    public void Dispose()
    {
        _cluster.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Who_has_a_certificate_of_the_authority_is_taken_and_nobody_else()
    {
        using var others = new ClusterCertificates();
        var peers = PeerCertificates.Read(Pem);

        Assert.True(peers.Own.HasPrivateKey);
        Assert.True(peers.Take(_cluster.Make()));
        Assert.False(peers.Take(others.Make()));
        Assert.False(peers.Take(others.Authority));
        Assert.False(peers.Take(_cluster.Make(-3, -1)));
        Assert.False(peers.Take(_cluster.Make(1, 2)));
        Assert.False(peers.Take(null));
    }

    [Fact]
    public void While_authorities_change_those_of_both_are_taken()
    {
        using var others = new ClusterCertificates();
        _folder.Write("ca.pem", $"{_cluster.Authority.ExportCertificatePem()}\n{others.Authority.ExportCertificatePem()}\n");
        var peers = PeerCertificates.Read(Pem);
        Assert.True(peers.Take(_cluster.Make()) && peers.Take(others.Make()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a password")]
    public void Both_may_be_in_one_file(string password)
    {
        using var peer = _cluster.Make();
        File.WriteAllBytes(_folder["peer.pfx"], peer.Export(X509ContentType.Pkcs12, password));
        var tls = new ClusterTlsSettings { PfxFile = _folder["peer.pfx"], PfxPassword = password, CaFile = _folder["ca.pem"] };
        Assert.Empty(Problems(tls));
        Assert.True(PeerCertificates.Read(tls).Take(PeerCertificates.Read(tls).Own));
        tls.PfxPassword = "another";
        Assert.Equal("tls:PfxFile", Assert.Single(Problems(tls)).Key);
    }

    [Fact]
    public void What_is_wrong_with_the_files_is_a_mistake_of_the_settings()
    {
        using var others = new ClusterCertificates();
        Assert.Empty(Problems(Pem));
        Wrong("tls:CertificateFile", tls => tls.KeyFile = null);
        Wrong("tls:CertificateFile", tls => tls.CertificateFile = null);
        Wrong("tls:CertificateFile", tls => (tls.CertificateFile, tls.KeyFile) = (null, null));
        Wrong("tls:CertificateFile", tls => tls.PfxFile = _folder["peer.pem"]);
        Wrong("tls:CertificateFile", tls => tls.CertificateFile = _folder["nowhere.pem"]);
        Wrong("tls:CertificateFile", tls => tls.KeyFile = _folder["peer.pem"]);
        Wrong("tls:CaFile", tls => tls.CaFile = "");
        Wrong("tls:CaFile", tls => tls.CaFile = _folder["peer.key"]);
        Wrong("tls:CaFile", tls => tls.CaFile = _folder.Write("others.pem", others.Authority.ExportCertificatePem()));

        void Wrong(string key, Action<ClusterTlsSettings> change)
        {
            var tls = Pem;
            change(tls);
            Assert.Equal(key, Assert.Single(Problems(tls)).Key);
        }
    }

    private static IReadOnlyList<SettingsProblem> Problems(ClusterTlsSettings tls)
    {
        var problems = new ProblemList(development: false);
        PeerCertificates.Check("tls", tls, problems);
        return problems.Found;
    }
}
