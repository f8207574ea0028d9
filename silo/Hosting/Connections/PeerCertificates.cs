using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace OrderGrains.Silo;

/// <summary>
/// The certificate that this process shows other silos and gateways, and the authorities whose certificates it takes from them. The authorities are for this cluster
/// alone: whoever has a certificate of theirs belongs to it, by whatever name and address. Read once, at start.
/// </summary>
internal sealed class PeerCertificates
{
    private readonly X509Certificate2Collection _authorities;

    private PeerCertificates(X509Certificate2 own, X509Certificate2Collection authorities) => (Own, _authorities) = (own, authorities);

    /// <summary>The own one, with its key.</summary>
    public X509Certificate2 Own { get; }

    /// <summary>Reads what the settings name.</summary>
    /// <exception cref="CryptographicException">A file is none of its kind.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static PeerCertificates Read(ClusterTlsSettings tls) => new(ReadOwn(tls), ReadAuthorities(tls.CaFile));

    /// <summary>Notes what is wrong with the settings and with what they name.</summary>
    public static void Check(string key, ClusterTlsSettings tls, ProblemList problems)
    {
        if ((tls.CertificateFile ?? tls.KeyFile) is null == (tls.PfxFile is null))
        {
            problems.Add($"{key}:CertificateFile", "This is the file of a certificate, with KeyFile that of its key; or PfxFile is that of both.");
            return;
        }

        var file = tls.PfxFile is null ? nameof(tls.CertificateFile) : nameof(tls.PfxFile);
        var own = Try($"{key}:{file}", () => ReadOwn(tls), "There is no certificate with its key in the files, or the password is wrong.", problems);
        var authorities = Try($"{key}:CaFile", () => ReadAuthorities(tls.CaFile), "There is no authority's certificate in this file.", problems);
        if (own is not null && authorities is not null)
        {
            var peers = new PeerCertificates(own, authorities);
            problems.When(!peers.Take(own), $"{key}:CaFile", "None of these authorities has signed the certificate of this process, or its time is over.");
        }
    }

    /// <summary>Whether a certificate that another process shows is of one of the authorities, and in its time.</summary>
    public bool Take(X509Certificate2? certificate) => certificate is not null && _authorities.Any(authority => IsOf(authority, certificate));

    /// <summary>One at a time: an authority and the one that follows it may have one name, by which a chain of both finds the first alone.</summary>
    private static bool IsOf(X509Certificate2 authority, X509Certificate2 certificate)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        return chain.Build(certificate);
    }

    private static X509Certificate2 ReadOwn(ClusterTlsSettings tls)
    {
        if (tls.PfxFile is { } file)
        {
            var one = X509CertificateLoader.LoadPkcs12FromFile(file, tls.PfxPassword);
            return one.HasPrivateKey ? one : throw new CryptographicException("There is no key.");
        }

        using var read = X509Certificate2.CreateFromPemFile(tls.CertificateFile ?? "", tls.KeyFile);
        return X509CertificateLoader.LoadPkcs12(read.Export(X509ContentType.Pkcs12), null); // Else Windows shows it to nobody.
    }

    private static X509Certificate2Collection ReadAuthorities(string file)
    {
        var all = new X509Certificate2Collection();
        all.ImportFromPemFile(file);
        return all.Count > 0 ? all : throw new CryptographicException("There is no certificate.");
    }

    private static T? Try<T>(string key, Func<T> read, string message, ProblemList problems)
        where T : class
    {
        try
        {
            return read();
        }
        catch (Exception exception) when (exception is CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            problems.Add(key, message);
            return null;
        }
    }
}
