using System.Collections.Immutable;
using System.Globalization;

namespace OrderGrains;

/// <summary>
/// How our orders are named at VTEX, both ways. We name an order <c>OB-{externalId}</c> or <c>OC-{externalId}</c>, and its
/// second and later placements the same with <c>.2</c>, <c>.3</c>, …; VTEX makes of it <c>{affiliate}-{ours}</c>, with
/// <c>-01</c> behind where a franchise delivers and with the franchise's own prefix before
/// (developers.vtex.com, New Order Integration, scenarios 6 and 10). Pure; nothing here throws for what VTEX sent.
/// </summary>
public static class VtexOrderIds
{
    /// <summary>Longest id of VTEX that is looked at, in characters.</summary>
    public const int MaxLength = 160;

    /// <summary>Highest placement that is recognised.</summary>
    public const int MaxPlacement = 99;

    /// <summary>Our name for a placement of an order: VTEX's <c>marketplaceOrderId</c>.</summary>
    /// <param name="order">The order.</param>
    /// <param name="placement">From 1.</param>
    public static string MarketplaceOrderId(OrderId order, int placement) =>
        string.Create(CultureInfo.InvariantCulture, $"{Prefix(order.Channel)}{order.ExternalId}{(placement > 1 ? $".{placement}" : "")}");

    /// <summary>The names that VTEX may have given a placement, the likeliest first: for as long as VTEX has not said it.</summary>
    public static ImmutableArray<string> Guesses(string affiliateId, OrderId order, int placement)
    {
        var name = $"{affiliateId}-{MarketplaceOrderId(order, placement)}";
        return [name, $"{name}-01"];
    }

    /// <summary>An id of VTEX's as it is believed, kept and called with: letters, digits, dot, hyphen and underscore. Null for anything else.</summary>
    public static string? Believed(string? id) =>
        id is { Length: > 0 and <= MaxLength } and not ("." or "..") && id.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' or '_') ? id : null;

    /// <summary>
    /// The orders that an id found in one of VTEX's paths or bodies may mean, the most exact reading first: as it stands, then
    /// without the affiliate's (and a franchise's) prefix, then without a trailing <c>-NN</c> (<see cref="VtexOrderMatch.OfFranchise"/>); in each of them a trailing
    /// <c>.N</c> belongs to the external id first and counts placements second. Empty for an id that is none of ours.
    /// </summary>
    public static ImmutableArray<VtexOrderMatch> Candidates(string tenant, string affiliateId, string? id)
    {
        if (id is null or { Length: > MaxLength })
        {
            return [];
        }

        var matches = ImmutableArray.CreateBuilder<VtexOrderMatch>();
        var names = Unprefixed(affiliateId, id.Trim()).ToList();
        foreach (var (name, ofFranchise) in names.Select(name => (name, false)).Concat(names.Select(WithoutSequence).OfType<string>().Select(name => (name, true))))
        {
            foreach (var match in Read(tenant, name).Where(match => !matches.Any(known => known.Order == match.Order && known.Placement == match.Placement)))
            {
                matches.Add(match with { OfFranchise = ofFranchise });
            }
        }

        return matches.ToImmutable();
    }

    /// <summary>The channel and the beginning of the external id, read from the beginning of our marketplace order id; null where it is not the beginning of one.</summary>
    public static (Channel Channel, string ExternalId)? ReadStart(string name)
    {
        foreach (var channel in Enum.GetValues<Channel>())
        {
            if (name.StartsWith(Prefix(channel), StringComparison.Ordinal))
            {
                return (channel, name[Prefix(channel).Length..]);
            }
        }

        return null;
    }

    private static string Prefix(Channel channel) => channel == Channel.Opabox ? "OB-" : "OC-";

    private static IEnumerable<string> Unprefixed(string affiliateId, string id)
    {
        yield return id;
        if (affiliateId.Length == 0)
        {
            yield break;
        }

        var prefix = $"{affiliateId}-";
        if (id.StartsWith(prefix, StringComparison.Ordinal))
        {
            yield return id[prefix.Length..];
        }

        var inner = id.IndexOf($"-{prefix}", StringComparison.Ordinal);
        if (inner > 0)
        {
            yield return id[(inner + 1 + prefix.Length)..];
        }
    }

    private static string? WithoutSequence(string name) =>
        name is [.. var rest, '-', >= '0' and <= '9', >= '0' and <= '9'] ? rest : null;

    private static IEnumerable<VtexOrderMatch> Read(string tenant, string name)
    {
        if (ReadStart(name) is not var (channel, externalId))
        {
            yield break;
        }

        if (OrderId.TryCreate(tenant, channel, externalId, out var whole))
        {
            yield return new(whole, 1);
        }

        var dot = externalId.LastIndexOf('.');
        if (dot > 0
            && int.TryParse(externalId.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var placement)
            && placement is >= 2 and <= MaxPlacement
            && externalId[dot + 1] != '0'
            && OrderId.TryCreate(tenant, channel, externalId[..dot], out var order))
        {
            yield return new(order, placement);
        }
    }
}

/// <summary>An order that an id of VTEX may mean, and the number of its placement, from 1.</summary>
public sealed record VtexOrderMatch(OrderId Order, int Placement)
{
    /// <summary>Whether it is read without a trailing <c>-NN</c>, which only a franchise's order has: believed where VTEX told us that it is this order's id.</summary>
    public bool OfFranchise { get; init; }
}
