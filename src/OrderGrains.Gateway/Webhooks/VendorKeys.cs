using Microsoft.AspNetCore.Http;

namespace OrderGrains.Gateway.Webhooks;

/// <summary>One thing that a vendor's request must show: a header, or a part of the path.</summary>
/// <param name="Read">Where it is in a request.</param>
/// <param name="Live">Its live values.</param>
internal sealed record Credential(Func<HttpRequest, string?> Read, Http.LiveKeys Live);

/// <summary>
/// The credentials of one vendor's webhooks, by tenant. All of a tenant's must match. An unknown tenant, and one without the
/// vendor, is compared with keys that nobody has, so that it looks and takes as long as a wrong key.
/// </summary>
internal sealed class VendorKeys
{
    private readonly Dictionary<string, Credential[]> _tenants = new(StringComparer.Ordinal);
    private readonly Credential[] _unknown;

    /// <summary>Made of the settings.</summary>
    /// <param name="settings">All tenants.</param>
    /// <param name="credentials">A tenant's credentials; none where it has not this vendor.</param>
    /// <param name="read">Where a credential usually stands, for the comparison that never matches.</param>
    public VendorKeys(
        OrderGrainsSettings settings,
        Func<TenantSettings, IEnumerable<Credential>> credentials,
        Func<HttpRequest, string?> read)
    {
        _unknown = [new(read, Http.LiveKeys.Unknowable())];
        foreach (var (name, tenant) in settings.Tenants)
        {
            _tenants[name] = [.. credentials(tenant)];
        }
    }

    /// <summary>Whether a request may speak for a tenant.</summary>
    public bool Admit(string tenant, HttpRequest request)
    {
        var known = _tenants.TryGetValue(tenant, out var credentials) && credentials.Length > 0;
        var match = true;
        foreach (var credential in known ? credentials! : _unknown)
        {
            match &= credential.Live.Match(credential.Read(request));
        }

        return match & known;
    }
}
