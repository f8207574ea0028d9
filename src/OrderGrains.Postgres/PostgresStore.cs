using Npgsql;

namespace OrderGrains.Cluster;

/// <summary>What is due, lanes and pauses, and the index of orders, in PostgreSQL.</summary>
internal sealed class PostgresStore(NpgsqlDataSource database) : IClusterStore
{
    private readonly PostgresIndex _index = new(database);

    /// <inheritdoc/>
    public async Task<byte[]> CustomerHashKeyAsync(CancellationToken cancellationToken)
    {
        await PostgresSchema.DemandAsync(database, cancellationToken).ConfigureAwait(false);
        await using var command = database.CreateCommand("SELECT value FROM meta WHERE name = 'customer-hash-key'");
        return (byte[])(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!;
    }

    /// <inheritdoc/>
    public async Task<LaneStart> EnterLaneAsync(string lane, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            WITH made AS (INSERT INTO lanes (lane) VALUES ($1) ON CONFLICT DO NOTHING)
            SELECT (SELECT paused_by FROM lanes WHERE lane = $1), (SELECT changed_at FROM orders ORDER BY changed_at DESC, key DESC LIMIT 1)
            """);
        command.Parameters.Add(new() { Value = lane });
        await using var rows = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await rows.ReadAsync(cancellationToken).ConfigureAwait(false);
        return new(rows.IsDBNull(0) ? null : rows.GetString(0), rows.IsDBNull(1) ? DateTimeOffset.MinValue : Time(rows.GetInt64(1)));
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<string>> LanesAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("SELECT lane FROM lanes ORDER BY lane");
        var lanes = new List<string>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            lanes.Add(rows.GetString(0));
        }

        return lanes;
    }

    /// <inheritdoc/>
    public async Task PauseAsync(string lane, string? by, DateTimeOffset at, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            INSERT INTO lanes (lane, paused_by, paused_at) VALUES ($1, $2, $3)
            ON CONFLICT (lane) DO UPDATE SET paused_by = excluded.paused_by, paused_at = excluded.paused_at
            """);
        command.Parameters.Add(new() { Value = lane });
        command.Parameters.Add(new() { Value = (object?)by ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = at.UtcTicks });
        await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<DueRow>> DueAsync(
        string lane, DuePosition after, DateTimeOffset upTo, int limit, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            SELECT due.due, due.order_key, orders.tenant, orders.channel, orders.external_id
            FROM due JOIN orders ON orders.key = due.order_key
            WHERE due.lane = $1 AND (due.due, due.order_key) > ($2, $3) AND due.due <= $4
            ORDER BY due.due, due.order_key LIMIT $5
            """);
        AddPosition(command, lane, after);
        command.Parameters.Add(new() { Value = upTo.UtcTicks });
        command.Parameters.Add(new() { Value = limit });
        var page = new List<DueRow>();
        await using var rows = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        while (await rows.ReadAsync(cancellationToken).ConfigureAwait(false))
        {
            var order = OrderId.Create(rows.GetString(2), (Channel)rows.GetInt16(3), rows.GetString(4));
            page.Add(new(order, Time(rows.GetInt64(0)), rows.GetInt64(1)));
        }

        return page;
    }

    /// <inheritdoc/>
    public async Task<DateTimeOffset?> NextDueAsync(string lane, DuePosition after, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(
            "SELECT due FROM due WHERE lane = $1 AND (due, order_key) > ($2, $3) ORDER BY due, order_key LIMIT 1");
        AddPosition(command, lane, after);
        return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is long due ? Time(due) : null;
    }

    /// <inheritdoc/>
    public Task<OrderPage> ListAsync(OrderQuery query, CancellationToken cancellationToken = default) => _index.ListAsync(query, cancellationToken);

    /// <inheritdoc/>
    public Task<int> CountAsync(OrderQuery query, CancellationToken cancellationToken = default) => _index.CountAsync(query, cancellationToken);

    private static void AddPosition(NpgsqlCommand command, string lane, DuePosition after)
    {
        command.Parameters.Add(new() { Value = lane });
        command.Parameters.Add(new() { Value = after.Due.UtcTicks });
        command.Parameters.Add(new() { Value = after.Key });
    }

    private static DateTimeOffset Time(long ticks) => new(ticks, TimeSpan.Zero);
}
