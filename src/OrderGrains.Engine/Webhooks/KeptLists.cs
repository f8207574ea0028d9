namespace OrderGrains.Engine;

/// <summary>
/// Where kept webhooks stand among a store's kept rows: a list a tenant for what is shown, and a private one for the bodies, whose keys are those of the rows and a number of
/// the part. One more list has the tenants, also those that the settings have no more.
/// </summary>
internal static class KeptLists
{
    /// <summary>The list of the tenants.</summary>
    public const string Tenants = "webhooks.tenants";

    /// <summary>Most tenants.</summary>
    public const int MaxTenants = 1000;

    private const int Salt = 6; // Hexadecimal digits that tell webhooks of one moment apart.
    /// <summary>The list of what is shown.</summary>
    public static string NameOf(KeptList list, string tenant) => $"{Word(list)}.{tenant}";

    /// <summary>The list of the bodies.</summary>
    public static string PrivateOf(KeptList list, string tenant) => $"{KeptRow.Private}{Word(list)}.{tenant}";

    /// <summary>A new id.</summary>
    public static string IdOf(DateTimeOffset at, uint salt, string tenant) => $"{KeptRow.KeyAt(at)}-{salt & 0xFF_FFFF:x6}-{tenant}";

    /// <summary>The tenant that an id names; null where it is none.</summary>
    public static string? TenantOf(string id) =>
        IKeptWebhooks.IsId(id) ? id[(KeptRow.TimeDigits + Salt + 2)..] : null;

    /// <summary>The key of a part of a body.</summary>
    public static string PartOf(string id, int part) => $"{id.AsSpan(0, KeptRow.TimeDigits + Salt + 1)}-{part:D2}";

    /// <summary>Keeps a tenant's name.</summary>
    public static Task AddTenantAsync(IKeptRows rows, string tenant, CancellationToken cancellationToken) =>
        rows.KeepAsync(new(Tenants, $"{KeptRow.KeyAt(default)}-{tenant}", "{}"), cancellationToken);

    /// <summary>Every tenant of which something was ever kept.</summary>
    public static async Task<IReadOnlyList<string>> TenantsAsync(IKeptRows rows, CancellationToken cancellationToken) =>
        TenantsOf(await rows.KeptAsync(Tenants, MaxTenants, null, cancellationToken));

    /// <summary>The tenants of their list's rows.</summary>
    public static IReadOnlyList<string> TenantsOf(IReadOnlyList<KeptRow> rows) => [.. rows.Select(static row => row.Key[(KeptRow.TimeDigits + 1)..])];

    /// <summary>Removes what is too old of every tenant, with the bodies.</summary>
    public static async Task SweepAsync(IKeptRows rows, DateTimeOffset before, CancellationToken cancellationToken)
    {
        foreach (var tenant in await TenantsAsync(rows, cancellationToken))
        {
            await TrimAsync(rows, KeptList.Refused, tenant, before, cancellationToken);
            await TrimAsync(rows, KeptList.Unmatched, tenant, before, cancellationToken);
        }
    }

    /// <summary>Removes what is too old or too many of one, and every body that is older than what is left.</summary>
    public static async Task TrimAsync(IKeptRows rows, KeptList list, string tenant, DateTimeOffset before, CancellationToken cancellationToken)
    {
        await rows.TrimKeptAsync(NameOf(list, tenant), IKeptWebhooks.Most, before, cancellationToken);
        var left = await rows.KeptAsync(NameOf(list, tenant), 2 * IKeptWebhooks.Most, null, cancellationToken);
        if (left is [.., { } last])
        {
            await rows.TrimKeptAsync(PrivateOf(list, tenant), int.MaxValue, TimeOf(last.Key), cancellationToken);
        }
        else
        {
            await rows.TrimKeptAsync(PrivateOf(list, tenant), int.MaxValue, before, cancellationToken);
        }
    }

    private static DateTimeOffset TimeOf(string key) =>
        new(long.Parse(key.AsSpan(0, KeptRow.TimeDigits), System.Globalization.CultureInfo.InvariantCulture), TimeSpan.Zero);

    private static string Word(KeptList list) => list == KeptList.Refused ? "refused" : "unmatched";
}
