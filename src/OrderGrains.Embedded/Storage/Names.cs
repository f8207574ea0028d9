using System.Collections.Concurrent;

namespace OrderGrains.Embedded.Storage;

/// <summary>
/// Numbers of tenants (<c>acme</c>) and lanes (<c>acme/vtex</c>; <c>acme/</c> is the clock's). Grows with the settings, not with
/// orders. Written by the writer alone, outside the transactions that use them, so that a number once known is durable.
/// </summary>
internal sealed class Names
{
    private readonly ConcurrentDictionary<string, long> _ids = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<long, string> _names = new();

    public static string Lane(string tenant, string target) => $"{tenant}/{target}";

    public long? Find(string name) => _ids.TryGetValue(name, out var id) ? id : null;

    public long IdOf(string name) => _ids[name];

    public string NameOf(long id) => _names[id];

    public IEnumerable<string> Tenants() => _ids.Keys.Where(name => !name.Contains('/'));

    /// <summary>The lanes, in the order in which they were numbered.</summary>
    public IEnumerable<(long Id, string Tenant, string Target)> Lanes() =>
        from pair in _ids
        let slash = pair.Key.IndexOf('/')
        where slash >= 0
        orderby pair.Value
        select (pair.Value, pair.Key[..slash], pair.Key[(slash + 1)..]);

    public void Add(string name, long id)
    {
        _names[id] = name;
        _ids[name] = id;
    }
}
