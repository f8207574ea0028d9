using System.Collections.Immutable;
using Microsoft.Data.Sqlite;

namespace OrderGrains.Sqlite;

/// <summary>Lists and counts orders by the columns that their heads wrote. Texts of statements vary with what is asked, not with values.</summary>
internal sealed class OrderList(ReadPool pool, Names names) : IOrderIndex
{
    private const int MaxCount = 1_000_000;
    private const int MaxLimit = 200;

    /// <summary>Orders that are read and sorted rather than looked for among the newest.</summary>
    private const int Few = 20_000;

    private const string Columns =
        "key, tenant, channel, external_id, version, changed_at, next_due, status, parked, attention, vtex_order_id, number, customer_hash, orders.log, store";

    private const string OwedSql = "SELECT request, lane, operation, state, since, code, shape FROM owed WHERE order_key = @0 ORDER BY since, request";
    private const string InvoicesSql = "SELECT number FROM invoices WHERE order_key = @0 ORDER BY number";

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

        var (after, most) = (filter.Add(cursor.Log), filter.Add(limit + 1));
        var rows = await pool.ReadAsync(
            connection =>
            {
                var few = FewBy(connection, filter);
                var (from, place) = filter.IsNarrow || few is not null ? (Narrow, "orders.log") : (Newest, "log.seq");
                return Heads(
                    connection,
                    connection.Statement($"SELECT {Columns} FROM {from} WHERE {place} < {after} AND {filter.Condition(few)} ORDER BY {place} DESC LIMIT {most}"),
                    filter.Values);
            },
            cancellationToken).ConfigureAwait(false);
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

        var sql = $"SELECT COUNT(*) FROM (SELECT 1 FROM orders WHERE {filter.Condition(filter is { IsNarrow: false, Perhaps: [var by, ..] } ? by : null)} LIMIT {MaxCount})";
        return await pool.ReadAsync(
            connection => (int)(long)connection.Statement(sql).Scalar(filter.Values)!, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The condition by whose index what matches is found, since few meet it; null where another index does, or many meet each.</summary>
    private static string? FewBy(ReadConnection connection, OrderFilter filter) => filter.IsNarrow ? null : filter.Perhaps.FirstOrDefault(condition =>
        (long)connection.Statement($"SELECT COUNT(*) FROM (SELECT 1 FROM orders WHERE {condition} LIMIT {Few + 1})").Scalar(filter.Values)! <= Few);

    private List<(RecordHead Head, ListCursor Cursor)> Heads(ReadConnection connection, Statement statement, object?[] values)
    {
        var found = new List<(long Key, RecordHead Head, ListCursor Cursor)>();
        using (var rows = statement.Read(values))
        {
            while (rows.Read())
            {
                found.Add((rows.GetInt64(0), HeadOf(rows), new(rows.GetInt64(13))));
            }
        }

        return [.. found.Select(row => (row.Head with { Owed = Owed(connection, row.Key), Invoices = Invoices(connection, row.Key) }, row.Cursor))];
    }

    private ImmutableArray<OwedHead>? Owed(ReadConnection connection, long key)
    {
        var owed = ImmutableArray.CreateBuilder<OwedHead>();
        using var rows = connection.Statement(OwedSql).Read(key);
        while (rows.Read())
        {
            owed.Add(new(
                rows.GetString(0), LaneName.Parse(names.NameOf(rows.GetInt64(1))).Target, (Operation)rows.GetInt32(2), (RequestState)rows.GetInt32(3), Sql.Time(rows.GetInt64(4)),
                Text(rows, 5), Text(rows, 6)));
        }

        return owed.Count == 0 ? null : owed.ToImmutable();
    }

    private static ImmutableArray<string>? Invoices(ReadConnection connection, long key)
    {
        var numbers = ImmutableArray.CreateBuilder<string>();
        using var rows = connection.Statement(InvoicesSql).Read(key);
        while (rows.Read())
        {
            numbers.Add(rows.GetString(0));
        }

        return numbers.Count == 0 ? null : numbers.ToImmutable();
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
        Store = Text(row, 14),
    };

    private static string? Text(SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
