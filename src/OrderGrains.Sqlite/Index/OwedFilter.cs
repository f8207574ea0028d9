namespace OrderGrains.Sqlite;

/// <summary>The condition of a call that is owed, over the table of these.</summary>
internal static class OwedFilter
{
    /// <summary>SQL.</summary>
    /// <param name="query">What the call is to be.</param>
    /// <param name="tenant">The retailer; null for all. One without a lane owes nothing.</param>
    /// <param name="names">Numbers of lanes.</param>
    /// <param name="add">Adds a value and gives its place in the SQL.</param>
    public static string Of(OwedQuery query, string? tenant, Names names, Func<object?, string> add)
    {
        var conditions = new List<string>();
        if (query.Target is not null || tenant is not null)
        {
            conditions.Add($"lane IN ({string.Join(", ", names.Lanes(tenant, query.Target).Order())})");
        }

        if (query is { Failing: true } or { Code: not null } or { Shape: not null })
        {
            conditions.Add("code IS NOT NULL"); // The condition of its index.
        }

        foreach (var (column, value) in ((string, object?)[])
            [("operation", (int?)query.Operation), ("state", (int?)query.State), ("code", query.Code), ("shape", query.Shape)])
        {
            if (value is not null)
            {
                conditions.Add($"{column} = {add(value)}");
            }
        }

        if (query.Before is { } before)
        {
            conditions.Add($"since <= {add(before.UtcTicks)}");
        }

        return conditions.Count == 0 ? "1 = 1" : string.Join(" AND ", conditions);
    }
}
