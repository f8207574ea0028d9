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

    /// <summary>The condition of calls that failed or stopped, over the table of these.</summary>
    public static PostgresFilter OfFailures(string? tenant, OwedQuery query)
    {
        var filter = new PostgresFilter();
        filter._conditions.Add(filter.OfOwed(query with { Failing = true }, tenant));
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

        if (query.Store is { } store)
        {
            _conditions.Add($"store = {Add(store)}");
        }

        if (query.Owed is { } owed)
        {
            _conditions.Add($"key IN (SELECT order_key FROM owed WHERE {OfOwed(owed, query.Tenant)})");
        }

        if (query.CustomerHash is { } hash)
        {
            _conditions.Add($"customer_hash = {Add(hash)}");
        }
    }

    /// <summary>The condition of a call that is owed, over the table of these.</summary>
    private string OfOwed(OwedQuery owed, string? tenant)
    {
        var conditions = new List<string>();
        AddEqual(conditions, "owed.tenant", tenant);
        AddEqual(conditions, "owed.target", owed.Target);
        AddEqual(conditions, "owed.operation", (short?)owed.Operation);
        AddEqual(conditions, "owed.state", (short?)owed.State);
        AddEqual(conditions, "owed.code", owed.Code);
        AddEqual(conditions, "owed.shape", owed.Shape);
        if (owed is { Failing: true } or { Code: not null } or { Shape: not null })
        {
            conditions.Add("owed.code IS NOT NULL"); // The condition of its index.
        }

        if (owed.Before is { } before)
        {
            conditions.Add($"owed.since <= {Add(before.UtcTicks)}");
        }

        return conditions.Count == 0 ? "true" : string.Join(" AND ", conditions);
    }

    private void AddEqual(List<string> conditions, string column, object? value)
    {
        if (value is not null)
        {
            conditions.Add($"{column} = {Add(value)}");
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

    /// <summary>The start of the number that the shop's staff see, which may have any signs, or of an invoice's.</summary>
    private string OfNumber(string prefix) => $"""
        key IN (SELECT key FROM orders WHERE number IS NOT NULL AND {Starts("number", prefix)}
            UNION SELECT order_key FROM invoices WHERE {Starts("number", prefix)})
        """;

    /// <summary>The start of what we call an order at VTEX: the channel's two letters, then the external id.</summary>
    private string OfMarketplaceId(string prefix) => VtexOrderIds.ReadStart(prefix) is var (channel, externalId)
        ? $"channel = {(int)channel} AND {Starts("external_id", externalId)}"
        : "false";

    /// <summary>A range, which an index serves; no character sorts after U+10FFFF.</summary>
    private string Starts(string column, string prefix) => $"({column} >= {Add(prefix)} AND {column} < {Add(prefix + "\U0010FFFF")})";
}
