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
            var ofId = OrderIdStart.Of(query.Prefix) is { } start ? filter.OfOrderId(start) : filter.OfAnyId(query.Prefix);
            filter._conditions.Add($"({ofId} OR {filter.OfNumber(query.Prefix)})");
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
            _conditions.Add("attention IS NOT NULL"); // The condition of its index.
            if (attention != "*")
            {
                _conditions.Add($"strpos(' ' || attention || ' ', {Add($" {attention} ")}) > 0");
            }
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

    private string OfOrderId(OrderIdStart start) =>
        $"(tenant = {Add(start.Tenant)} AND channel = ANY ({Add(start.Channels.Select(channel => (short)channel).ToArray())}) AND {Starts("external_id", start.ExternalId)})";

    /// <summary>The start of an external id, of VTEX's order id, or of a tenant's name, which begins the order id.</summary>
    private string OfAnyId(string prefix) => $"""
        (key IN (SELECT key FROM orders WHERE {Starts("external_id", prefix)}
            UNION SELECT key FROM orders WHERE vtex_order_id IS NOT NULL AND {Starts("vtex_order_id", prefix)}
            UNION SELECT key FROM orders WHERE {OfMarketplaceId(prefix)})
        OR tenant IN (SELECT name FROM tenants WHERE {Starts("name", prefix)}))
        """;

    /// <summary>The start of the number that the shop's staff see, which may have any signs.</summary>
    private string OfNumber(string prefix) => $"key IN (SELECT key FROM orders WHERE number IS NOT NULL AND {Starts("number", prefix)})";

    /// <summary>The start of what we call an order at VTEX: the channel's two letters, then the external id.</summary>
    private string OfMarketplaceId(string prefix) => VtexOrderIds.ReadStart(prefix) is var (channel, externalId)
        ? $"channel = {(int)channel} AND {Starts("external_id", externalId)}"
        : "false";

    /// <summary>A range, which an index serves; no character sorts after U+10FFFF.</summary>
    private string Starts(string column, string prefix) => $"({column} >= {Add(prefix)} AND {column} < {Add(prefix + "\U0010FFFF")})";
}
