namespace OrderGrains.Sqlite;

/// <summary>The condition of a query, with its values apart.</summary>
internal sealed class OrderFilter
{
    private readonly List<string> _conditions = ["1 = 1"];
    private readonly List<string> _perhaps = [];
    private readonly List<object?> _values = [];

    private OrderFilter()
    {
    }


    /// <summary>Whether an index of orders finds what matches, which are few; otherwise the newest are looked through.</summary>
    public bool IsNarrow { get; private init; }

    /// <summary>Conditions that an index serves, where what meets one may be few or very many: whoever asks has to count some.</summary>
    public IReadOnlyList<string> Perhaps => _perhaps;

    public object?[] Values => [.. _values];

    /// <summary>The condition of a query; null where nothing can match.</summary>
    public static OrderFilter? Of(OrderQuery query, Names names)
    {
        var filter = new OrderFilter
        {
            IsNarrow = query.Attention is not null || query.Owed is not null || query.CustomerHash is not null || !string.IsNullOrEmpty(query.Prefix),
        };
        if (query.Tenant is { } tenant)
        {
            if (names.Find(tenant) is not { } id)
            {
                return null;
            }

            filter._conditions.Add($"tenant = {filter.Add(id)}");
        }

        filter.AddHead(query);
        if (query.Owed is { } owed)
        {
            filter._conditions.Add($"key IN (SELECT order_key FROM owed WHERE {OwedFilter.Of(owed, query.Tenant, names, filter.Add)})");
        }

        if (!string.IsNullOrEmpty(query.Prefix))
        {
            var ofId = OrderIdStart.Of(query.Prefix) is { } start ? filter.OfOrderId(start, names) : filter.OfAnyId(query.Prefix, names);
            filter._conditions.Add($"({ofId} OR {filter.OfNumber(query.Prefix)})");
        }

        return filter;
    }

    /// <summary>SQL, with <c>@0</c> and so on for <see cref="Values"/>.</summary>
    /// <param name="by">One of <see cref="Perhaps"/> whose index is to find what matches; of the others none is used.</param>
    public string Condition(string? by = null) => string.Join(" AND ", _conditions.Concat(_perhaps.Select(one => one == by ? one : $"+{one}")));

    /// <summary>Adds a value; its place in the SQL.</summary>
    public string Add(object? value)
    {
        _values.Add(value);
        return $"@{_values.Count - 1}";
    }

    private void AddHead(OrderQuery query)
    {
        if (query.Status is { } status)
        {
            _perhaps.Add($"status = {Add((int)status)}");
        }

        if (query.Store is { } store)
        {
            _perhaps.Add($"store = {Add(store)}");
        }

        if (query.Attention is { } attention)
        {
            _conditions.Add("attention IS NOT NULL"); // The condition of its index.
            if (attention != "*")
            {
                _conditions.Add($"instr(' ' || attention || ' ', {Add($" {attention} ")}) > 0");
            }
        }

        if (query.CustomerHash is { } hash)
        {
            _conditions.Add($"customer_hash = {Add(hash)}");
        }
    }

    private string OfOrderId(OrderIdStart start, Names names) => $"""
        (tenant = {Add(names.Find(start.Tenant) ?? -1)}
        AND channel IN ({string.Join(", ", start.Channels.Select(channel => (int)channel))}) AND {Starts("external_id", start.ExternalId)})
        """;

    /// <summary>The start of an external id, of VTEX's order id, or of a tenant's name, which begins the order id.</summary>
    private string OfAnyId(string prefix, Names names)
    {
        var tenants = names.Tenants().Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Select(name => names.IdOf(name)).ToList();
        var ids = $"""
            key IN (SELECT key FROM orders WHERE {Starts("external_id", prefix)}
                UNION SELECT key FROM orders WHERE vtex_order_id IS NOT NULL AND {Starts("vtex_order_id", prefix)}
                UNION SELECT key FROM orders WHERE {OfMarketplaceId(prefix)})
            """;
        return tenants.Count == 0 ? ids : $"({ids} OR tenant IN ({string.Join(", ", tenants)}))";
    }

    /// <summary>The start of the number that the shop's staff see, which may have any signs, or of an invoice's.</summary>
    private string OfNumber(string prefix) => $"""
        key IN (SELECT key FROM orders WHERE number IS NOT NULL AND {Starts("number", prefix)}
            UNION SELECT order_key FROM invoices WHERE {Starts("number", prefix)})
        """;

    /// <summary>The start of what we call an order at VTEX: the channel's two letters, then the external id.</summary>
    private string OfMarketplaceId(string prefix) => VtexOrderIds.ReadStart(prefix) is var (channel, externalId)
        ? $"channel = {(int)channel} AND {Starts("external_id", externalId)}"
        : "1 = 0";

    /// <summary>A range, which an index serves; no character sorts after U+10FFFF.</summary>
    private string Starts(string column, string prefix) => $"{column} >= {Add(prefix)} AND {column} < {Add(prefix + "\U0010FFFF")}";
}
