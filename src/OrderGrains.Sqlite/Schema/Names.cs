using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace OrderGrains.Sqlite;

/// <summary>
/// Numbers of tenants (<c>acme</c>) and lanes (<c>acme/vtex</c>; <c>acme/</c> is the clock's). Grows with the settings, not with
/// orders. Written by the writer alone, outside the transactions that use them, so that a number once known is durable.
/// </summary>
internal sealed class Names
{
    private readonly ConcurrentDictionary<string, long> _tenants = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<LaneName, long> _lanes = new();
    private readonly ConcurrentDictionary<long, string> _names = new();

    /// <summary>What stands in a database.</summary>
    public static Names Of(SqliteConnection connection)
    {
        var names = new Names();
        using var all = new Statement(connection, "SELECT name, id FROM names");
        using var rows = all.Read();
        while (rows.Read())
        {
            names.Add(rows.GetString(0), rows.GetInt64(1));
        }

        return names;
    }

    public long? Find(string tenant) => _tenants.TryGetValue(tenant, out var id) ? id : null;

    public long? Find(LaneName lane) => _lanes.TryGetValue(lane, out var id) ? id : null;

    public long IdOf(string tenant) => _tenants[tenant];

    public long IdOf(LaneName lane) => _lanes[lane];

    /// <summary>Numbers of the lanes of a tenant and a target; null is any.</summary>
    public IEnumerable<long> Lanes(string? tenant, string? target) =>
        _lanes.Where(lane => (tenant is null || tenant == lane.Key.Tenant) && (target is null || target == lane.Key.Target)).Select(lane => lane.Value);

    public string NameOf(long id) => _names[id];

    public IEnumerable<string> Tenants() => _tenants.Keys;

    public void Add(string name, long id)
    {
        _names[id] = name;
        if (name.Contains('/', StringComparison.Ordinal))
        {
            _lanes[LaneName.Parse(name)] = id;
        }
        else
        {
            _tenants[name] = id;
        }
    }
}
