using Microsoft.Data.Sqlite;

namespace OrderGrains.Sqlite;

/// <summary>Lists and counts orders by the columns that their heads wrote. Texts of statements vary with what is asked, not with values.</summary>
internal sealed class OrderList(ReadPool pool, Names names) : IOrderIndex
{
    private const int MaxCount = 1_000_000;
    private const int MaxLimit = 200;

    private const string Columns =
        "key, tenant, channel, external_id, version, changed_at, next_due, status, parked, attention, vtex_order_id, number, customer_hash, orders.log";

    /// <summary>The few that an index of orders finds, sorted.</summary>
    private const string Narrow = "orders";

    /// <summary>The log from its end, and of it the newest row of each order; the order of the join is a part of the statement.</summary>
    private const string Newest = "log CROSS JOIN orders ON orders.key = log.order_key AND orders.log = log.seq";

    /// <inheritdoc/>
    /// <exception cref="FormatException">The cursor is none that this list has given.</exception>
    public async Task<OrderPage> ListAsync(OrderQuery query, CancellationToken cancellationToken = default)
    {
        var cursor = ListCursor.Parse(query.Cursor);
        var limit = Math.Clamp(query.Limit, 1, MaxLimit);
        var filter = OrderFilter.Of(query, names);
        if (filter is null)
        {
            return new([], null);
        }

        var sql = $"""
            SELECT {Columns} FROM {(filter.IsNarrow ? Narrow : Newest)}
            WHERE {(filter.IsNarrow ? "orders.log" : "log.seq")} < {filter.Add(cursor.Log)} AND {filter.Condition}
            ORDER BY {(filter.IsNarrow ? "orders.log" : "log.seq")} DESC LIMIT {filter.Add(limit + 1)}
            """;
        var rows = await pool.ReadAsync(connection => Heads(connection.Statement(sql), filter.Values), cancellationToken).ConfigureAwait(false);
        var more = rows.Count > limit;
        var page = rows.Take(limit).ToList();
        return new([.. page.Select(row => row.Head)], more ? page[^1].Cursor.ToString() : null);
    }

    /// <inheritdoc/>
    public async Task<int> CountAsync(OrderQuery query, CancellationToken cancellationToken = default)
    {
        if (OrderFilter.Of(query, names) is not { } filter)
        {
            return 0;
        }

        var sql = $"SELECT COUNT(*) FROM (SELECT 1 FROM orders WHERE {filter.Condition} LIMIT {MaxCount})";
        return await pool.ReadAsync(
            connection => (int)(long)connection.Statement(sql).Scalar(filter.Values)!, cancellationToken).ConfigureAwait(false);
    }

    private List<(RecordHead Head, ListCursor Cursor)> Heads(Statement statement, object?[] values)
    {
        var heads = new List<(RecordHead, ListCursor)>();
        using var rows = statement.Read(values);
        while (rows.Read())
        {
            heads.Add((HeadOf(rows), new(rows.GetInt64(13))));
        }

        return heads;
    }

    private RecordHead HeadOf(SqliteDataReader row) => new()
    {
        Id = OrderId.Create(names.NameOf(row.GetInt64(1)), (Channel)row.GetInt32(2), row.GetString(3)).ToString(),
        Version = row.GetInt32(4),
        ChangedAt = Sql.Time(row.GetInt64(5)),
        NextDue = row.IsDBNull(6) ? null : Sql.Time(row.GetInt64(6)),
        Status = (OrderStatus)row.GetInt32(7),
        Parked = row.GetBoolean(8),
        Attention = Text(row, 9),
        VtexOrderId = Text(row, 10),
        Number = Text(row, 11),
        CustomerHash = Text(row, 12),
    };

    private static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
