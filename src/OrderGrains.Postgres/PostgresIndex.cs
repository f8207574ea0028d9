using System.Collections.Immutable;
using Npgsql;

namespace OrderGrains.Postgres;

/// <summary>Lists and counts orders by the columns that their heads wrote.</summary>
internal sealed class PostgresIndex(PostgresDatabase database) : IOrderIndex
{
    private const int MaxCount = 1_000_000;
    private const int MaxLimit = 200;

    private const string Columns =
        "key, tenant, channel, external_id, version, changed_at, next_due, status, parked, attention, vtex_order_id, number, customer_hash, store";

    /// <inheritdoc/>
    /// <exception cref="FormatException">The cursor is none that this list has given.</exception>
    public async Task<OrderPage> ListAsync(OrderQuery query, CancellationToken cancellationToken = default)
    {
        var cursor = ChangeCursor.Parse(query.Cursor);
        var limit = Math.Clamp(query.Limit, 1, MaxLimit);
        var filter = PostgresFilter.Of(query);
        var rows = await database.AskAsync(
            $"""
            SELECT {Columns} FROM orders
            WHERE (changed_at, key) < ({filter.Add(cursor.ChangedAt)}, {filter.Add(cursor.Key)}) AND {filter.Condition}
            ORDER BY changed_at DESC, key DESC LIMIT {filter.Add(limit + 1)}
            """,
            row => (Head: HeadOf(row), Cursor: new ChangeCursor(row.GetInt64(5), row.GetInt64(0))),
            cancellationToken,
            [.. filter.Values]).ConfigureAwait(false);
        var page = rows.Take(limit).ToList();
        return new(await WholeAsync(page, cancellationToken).ConfigureAwait(false), rows.Count > limit ? page[^1].Cursor.ToString() : null);
    }

    /// <inheritdoc/>
    public async Task<int> CountAsync(OrderQuery query, CancellationToken cancellationToken = default)
    {
        var filter = PostgresFilter.Of(query);
        var counts = await database.AskAsync(
            $"SELECT count(*) FROM (SELECT 1 FROM orders WHERE {filter.Condition} LIMIT {MaxCount}) AS matching",
            row => (int)row.GetInt64(0),
            cancellationToken,
            [.. filter.Values]).ConfigureAwait(false);
        return counts[0];
    }

    /// <summary>Heads with what they have several of.</summary>
    private async Task<IReadOnlyList<RecordHead>> WholeAsync(List<(RecordHead Head, ChangeCursor Cursor)> page, CancellationToken cancellationToken)
    {
        var keys = page.Select(row => row.Cursor.Key).ToArray();
        var owed = (await database.AskAsync(
            "SELECT order_key, request, target, operation, state, since, code, shape FROM owed WHERE order_key = ANY ($1) ORDER BY order_key, since, request",
            row => (Key: row.GetInt64(0), Owed: new OwedHead(
                row.GetString(1), row.GetString(2), (Operation)row.GetInt16(3), (RequestState)row.GetInt16(4), row.Time(5), row.TextOrNull(6), row.TextOrNull(7))),
            cancellationToken,
            keys).ConfigureAwait(false)).ToLookup(row => row.Key, row => row.Owed);
        var invoices = (await database.AskAsync(
            "SELECT order_key, number FROM invoices WHERE order_key = ANY ($1) ORDER BY order_key, number",
            row => (Key: row.GetInt64(0), Number: row.GetString(1)),
            cancellationToken,
            keys).ConfigureAwait(false)).ToLookup(row => row.Key, row => row.Number);
        return [.. page.Select(row => row.Head with { Owed = Some(owed[row.Cursor.Key]), Invoices = Some(invoices[row.Cursor.Key]) })];
    }

    private static ImmutableArray<T>? Some<T>(IEnumerable<T> all) => all.ToImmutableArray() is { IsEmpty: false } some ? some : null;

    /// <summary>Those that changed before a time and rest, a page of the rows by the time of their change, the oldest first.</summary>
    public async Task<OldOrders> OldAsync(string? after, DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        var from = after is null ? new(long.MinValue, long.MinValue) : ChangeCursor.Parse(after);
        var rows = await database.AskAsync(
            """
            SELECT tenant, channel, external_id, changed_at, key, next_due IS NULL AND NOT parked AND attention IS NULL
            FROM orders WHERE (changed_at, key) > ($1, $2) AND changed_at < $3 ORDER BY changed_at, key LIMIT $4
            """,
            row => (Order: OrderAt(row, 0), Cursor: new ChangeCursor(row.GetInt64(3), row.GetInt64(4)), Rests: row.GetBoolean(5)),
            cancellationToken,
            from.ChangedAt, from.Key, before.UtcTicks, limit).ConfigureAwait(false);
        return new([.. rows.Where(row => row.Rests).Select(row => row.Order)], rows.Count == limit ? rows[^1].Cursor.ToString() : null);
    }

    /// <summary>The order whose tenant, channel and external id stand in three columns.</summary>
    internal static OrderId OrderAt(NpgsqlDataReader row, int column) =>
        OrderId.Create(row.GetString(column), (Channel)row.GetInt16(column + 1), row.GetString(column + 2));

    private static RecordHead HeadOf(NpgsqlDataReader row) => new()
    {
        Id = OrderAt(row, 1).ToString(),
        Version = row.GetInt32(4),
        ChangedAt = row.Time(5),
        NextDue = row.IsDBNull(6) ? null : row.Time(6),
        Status = (OrderStatus)row.GetInt16(7),
        Parked = row.GetBoolean(8),
        Attention = row.TextOrNull(9),
        VtexOrderId = row.TextOrNull(10),
        Number = row.TextOrNull(11),
        CustomerHash = row.TextOrNull(12),
        Store = row.TextOrNull(13),
    };
}
