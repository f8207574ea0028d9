using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace OrderGrains.EngineTests.Deploy;

/// <summary>A certificate for a day, and its key.</summary>
internal static class SelfSigned
{
    /// <summary>Whom it names.</summary>
    public const string Subject = "CN=hub.example.com";

    /// <summary>Both as nginx reads them.</summary>
    public static (string Chain, string Key) Create()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest(Subject, key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return (certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }
}
