namespace OrderGrains.Gateway.Webhooks.Vtex;

/// <summary>
/// Ids of our making are <c>OB-{externalId}</c> and <c>OC-{externalId}</c>, with <c>.2</c>, <c>.3</c>… after a replacement. VTEX puts the
/// affiliate before them and, for franchise orders, <c>-01</c> after them (seed 004_a08a1fd69d1d0507.txt, scenario 6).
/// </summary>
public sealed class VtexOrderNames : IVtexOrderNames
{
    /// <inheritdoc/>
    public IReadOnlyList<OrderId> Candidates(string tenant, string affiliateId, string vtexId)
    {
        var found = new List<OrderId>();
        foreach (var name in new[] { vtexId, WithoutPrefix(vtexId, affiliateId) }.OfType<string>())
        {
            Add(found, tenant, name);
            Add(found, tenant, WithoutSuffix(name, '-', length => length == 2));
        }

        return found;
    }

    private static void Add(List<OrderId> found, string tenant, string? name)
    {
        var channel = name switch
        {
            ['O', 'B', '-', ..] => Channel.Opabox,
            ['O', 'C', '-', ..] => Channel.OmniChat,
            _ => (Channel?)null,
        };
        if (channel is null)
        {
            return;
        }

        foreach (var external in new[] { name![3..], WithoutSuffix(name[3..], '.', length => length <= 3) })
        {
            if (OrderId.TryCreate(tenant, channel.Value, external, out var id) && !found.Contains(id))
            {
                found.Add(id);
            }
        }
    }

    /// <summary>What follows <c>{affiliate}-</c>; a franchise's id has an affiliate of its own before that.</summary>
    private static string? WithoutPrefix(string vtexId, string affiliateId)
    {
        var at = affiliateId.Length == 0 ? -1 : $"-{vtexId}".IndexOf($"-{affiliateId}-", StringComparison.Ordinal);
        return at < 0 ? null : vtexId[(at + affiliateId.Length + 1)..];
    }

    private static string? WithoutSuffix(string name, char separator, Func<int, bool> hasLength)
    {
        var at = name.LastIndexOf(separator);
        var digits = at > 0 ? name[(at + 1)..] : "";
        return digits.Length > 0 && digits.All(char.IsAsciiDigit) && hasLength(digits.Length) ? name[..at] : null;
    }
}
