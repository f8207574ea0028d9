using Npgsql;

namespace OrderGrains.Cluster;

/// <summary>Lists and counts orders by the columns that their heads wrote.</summary>
internal sealed class PostgresIndex(NpgsqlDataSource database) : IOrderIndex
{
    private const int MaxCount = 1_000_000;
    private const int MaxLimit = 200;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(2);

    private const string Columns =
        "key, tenant, channel, external_id, version, changed_at, next_due, status, parked, attention, vtex_order_id, customer_hash";

    /// <inheritdoc/>
    /// <exception cref="FormatException">The cursor is none that this list has given.</exception>
    public async Task<OrderPage> ListAsync(OrderQuery query, CancellationToken cancellationToken = default)
    {
        var cursor = ListCursor.Parse(query.Cursor);
        var limit = Math.Clamp(query.Limit, 1, MaxLimit);
        var filter = PostgresFilter.Of(query);
        var rows = await ReadAsync(
            filter,
            $"""
            SELECT {Columns} FROM orders
            WHERE (changed_at, key) < ({filter.Add(cursor.ChangedAt)}, {filter.Add(cursor.Key)}) AND {filter.Condition}
            ORDER BY changed_at DESC, key DESC LIMIT {filter.Add(limit + 1)}
            """,
            row => (Head: HeadOf(row), Cursor: new ListCursor(row.GetInt64(5), row.GetInt64(0))),
            cancellationToken).ConfigureAwait(false);
        var page = rows.Take(limit).ToList();
        return new([.. page.Select(row => row.Head)], rows.Count > limit ? page[^1].Cursor.ToString() : null);
    }

    /// <inheritdoc/>
    public async Task<int> CountAsync(OrderQuery query, CancellationToken cancellationToken = default)
    {
        var filter = PostgresFilter.Of(query);
        var counts = await ReadAsync(
            filter,
            $"SELECT count(*) FROM (SELECT 1 FROM orders WHERE {filter.Condition} LIMIT {MaxCount}) AS matching",
            row => (int)row.GetInt64(0),
            cancellationToken).ConfigureAwait(false);
        return counts[0];
    }

    private async Task<List<T>> ReadAsync<T>(PostgresFilter filter, string sql, Func<NpgsqlDataReader, T> read, CancellationToken cancellationToken)
    {
        try
        {
            await using var command = database.CreateCommand(sql);
            filter.Values.ToList().ForEach(value => command.Parameters.Add(new() { Value = value }));
            await using var rows = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            var all = new List<T>();
            while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                all.Add(read(rows));
            }

            return all;
        }
        catch (NpgsqlException exception)
        {
            throw new EngineUnavailableException("The index of orders cannot be read.", RetryAfter, exception);
        }
    }

    private static RecordHead HeadOf(NpgsqlDataReader row) => new()
    {
        Id = OrderId.Create(row.GetString(1), (Channel)row.GetInt16(2), row.GetString(3)).ToString(),
        Version = row.GetInt32(4),
        ChangedAt = Time(row.GetInt64(5)),
        NextDue = row.IsDBNull(6) ? null : Time(row.GetInt64(6)),
        Status = (OrderStatus)row.GetInt16(7),
        Parked = row.GetBoolean(8),
        Attention = Text(row, 9),
        VtexOrderId = Text(row, 10),
        CustomerHash = Text(row, 11),
    };

    private static DateTimeOffset Time(long ticks) => new(ticks, TimeSpan.Zero);

    private static string? Text(NpgsqlDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);
}
