namespace OrderGrains.Postgres;

/// <summary>The condition of a query, with its values apart. The same words find the same orders as in every store.</summary>
internal sealed class PostgresFilter
{
    private readonly List<string> _conditions = ["true"];
    private readonly List<object> _values = [];

    private PostgresFilter()
    {
    }

    /// <summary>SQL, with <c>$1</c> and so on for <see cref="Values"/>.</summary>
    public string Condition => string.Join(" AND ", _conditions);

    public IReadOnlyList<object> Values => _values;

    /// <summary>The condition of a query.</summary>
    public static PostgresFilter Of(OrderQuery query)
    {
        var filter = new PostgresFilter();
        filter.AddHead(query);
        if (!string.IsNullOrEmpty(query.Prefix))
        {
            filter._conditions.Add(query.Prefix.Contains('/') ? filter.OfOrderId(query.Prefix) : filter.OfAnyId(query.Prefix));
        }

        return filter;
    }

    /// <summary>Adds a value; its place in the SQL.</summary>
    public string Add(object value)
    {
        _values.Add(value);
        return $"${_values.Count}";
    }

    private void AddHead(OrderQuery query)
    {
        if (query.Tenant is { } tenant)
        {
            _conditions.Add($"tenant = {Add(tenant)}");
        }

        if (query.Status is { } status)
        {
            _conditions.Add($"status = {Add((short)status)}");
        }

        if (query.Attention is { } attention)
        {
            _conditions.Add(attention == "*" ? "attention IS NOT NULL" : $"attention = {Add(attention)}");
        }

        if (query.Parked is { } parked)
        {
            _conditions.Add(parked ? "parked" : "NOT parked");
        }

        if (query.CustomerHash is { } hash)
        {
            _conditions.Add($"customer_hash = {Add(hash)}");
        }
    }

    /// <summary><c>acme/opabox/46a</c>: the tenant is whole, the channel may be, the external id is a start.</summary>
    private string OfOrderId(string prefix)
    {
        var parts = prefix.Split('/', 3);
        var tenant = $"tenant = {Add(parts[0])}";
        if (parts.Length < 3)
        {
            var channels = Enum.GetValues<Channel>().Where(channel => NameOf(channel).StartsWith(parts[1], StringComparison.Ordinal));
            return $"{tenant} AND channel = ANY ({Add(channels.Select(channel => (short)channel).ToArray())})";
        }

        return OrderId.TryParseChannel(parts[1], out var known)
            ? $"{tenant} AND channel = {(int)known} AND {Starts("external_id", parts[2])}"
            : "false";
    }

    /// <summary>The start of an external id, of VTEX's order id, or of a tenant's name, which begins the order id.</summary>
    private string OfAnyId(string prefix) => $"""
        (key IN (SELECT key FROM orders WHERE {Starts("external_id", prefix)}
            UNION SELECT key FROM orders WHERE vtex_order_id IS NOT NULL AND {Starts("vtex_order_id", prefix)}
            UNION SELECT key FROM orders WHERE {OfMarketplaceId(prefix)})
        OR tenant IN (SELECT name FROM tenants WHERE {Starts("name", prefix)}))
        """;

    /// <summary>The start of what we call an order at VTEX: the channel's two letters, then the external id.</summary>
    private string OfMarketplaceId(string prefix) => prefix switch
    {
        ['O', 'B', '-', .. var rest] => $"channel = {(int)Channel.Opabox} AND {Starts("external_id", rest)}",
        ['O', 'C', '-', .. var rest] => $"channel = {(int)Channel.OmniChat} AND {Starts("external_id", rest)}",
        _ => "false",
    };

    /// <summary>A range, which an index serves; no character of an id sorts after U+FFFD.</summary>
    private string Starts(string column, string prefix) => $"({column} >= {Add(prefix)} AND {column} < {Add(prefix + '\uFFFD')})";

    private static string NameOf(Channel channel) => channel == Channel.Opabox ? "opabox" : "omnichat";
}
