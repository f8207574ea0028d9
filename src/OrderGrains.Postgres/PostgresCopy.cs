using System.Text.Json;
using Npgsql;

namespace OrderGrains.Cluster;

/// <summary>Takes orders of another engine into the tables, byte by byte.</summary>
internal sealed class PostgresMove(NpgsqlDataSource database) : IMovedOrders
{
    private const string InsertSql = """
        WITH t AS (INSERT INTO tenants (name) VALUES ($3) ON CONFLICT DO NOTHING)
        , o AS (
            INSERT INTO orders (external_id, channel, tenant, version, changed_at, next_due, status, parked, attention, vtex_order_id, customer_hash, record)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            ON CONFLICT DO NOTHING RETURNING key)
        , l AS (INSERT INTO lanes (lane) SELECT DISTINCT lane FROM unnest($13::text[]) AS x (lane) ON CONFLICT DO NOTHING)
        , came AS (
            INSERT INTO due (lane, due, order_key)
            SELECT x.lane, x.due, o.key FROM o, unnest($13::text[], $14::bigint[]) AS x (lane, due))
        , told AS (
            INSERT INTO log (order_key, at, kind, body)
            SELECT o.key, x.at, x.kind, x.body FROM o, unnest($15::bigint[], $16::text[], $17::bytea[]) WITH ORDINALITY AS x (at, kind, body, nr)
            ORDER BY x.nr)
        SELECT count(*) FROM o
        """;

    /// <inheritdoc/>
    public async Task<int> WriteAsync(IReadOnlyList<MovedOrder> orders, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        var written = 0;
        foreach (var order in orders)
        {
            if (await InsertAsync(connection, order, cancellationToken).ConfigureAwait(false))
            {
                written++;
            }
            else
            {
                await DemandSameAsync(connection, order, cancellationToken).ConfigureAwait(false);
            }
        }

        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return written;
    }

    /// <inheritdoc/>
    public async Task WriteAsync(MovedFacts facts, CancellationToken cancellationToken)
    {
        await using var key = database.CreateCommand("""
            UPDATE meta SET value = $1 WHERE name = 'customer-hash-key'
                AND (value = $1 OR NOT EXISTS (SELECT 1 FROM orders WHERE customer_hash IS NOT NULL))
            """);
        key.Parameters.Add(new() { Value = facts.CustomerHashKey.ToArray() });
        if (await key.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false) != 1)
        {
            throw new InvalidOperationException("The cluster has orders with customer hashes of a key of its own: move into an empty database.");
        }

        foreach (var (lane, by, at) in facts.Pauses)
        {
            await new PostgresStore(database).PauseAsync(lane, by, new(at, TimeSpan.Zero), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async Task<MovedCount> CountAsync(CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("""
            SELECT (SELECT count(*) FROM orders), (SELECT coalesce(sum(length(record)), 0) FROM orders),
                (SELECT count(*) FROM log), (SELECT coalesce(sum(length(body)), 0) FROM log)
            """);
        command.CommandTimeout = 0; // All of it is read, however much it is.
        await using var rows = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await rows.ReadAsync(cancellationToken).ConfigureAwait(false);
        return new(rows.GetInt64(0), rows.GetInt64(1), rows.GetInt64(2), rows.GetInt64(3));
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => database.DisposeAsync();

    private static async Task<bool> InsertAsync(NpgsqlConnection connection, MovedOrder order, CancellationToken cancellationToken)
    {
        var record = RecordCodec.Read(order.Record);
        if (record.Id != order.Order)
        {
            throw new JsonException($"The record of {order.Order} names another order.");
        }

        await using var command = new NpgsqlCommand(InsertSql, connection);
        PostgresOrders.AddKey(command, order.Order);
        PostgresOrders.AddHead(command, record, order.Record.ToArray());
        var due = LaneName.DueOf(record);
        command.Parameters.Add(new() { Value = due.Select(one => one.Lane).ToArray() });
        command.Parameters.Add(new() { Value = due.Select(one => one.Due.UtcTicks).ToArray() });
        PostgresOrders.AddLog(command, order.Log);
        return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is 1L;
    }

    private static async Task DemandSameAsync(NpgsqlConnection connection, MovedOrder order, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT record = $4 AND (SELECT count(*) FROM log WHERE order_key = key) = $5
            FROM orders WHERE external_id = $1 AND channel = $2 AND tenant = $3
            """,
            connection);
        PostgresOrders.AddKey(command, order.Order);
        command.Parameters.Add(new() { Value = order.Record.ToArray() });
        command.Parameters.Add(new() { Value = (long)order.Log.Count });
        if (await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is not true)
        {
            throw new InvalidOperationException($"{order.Order} stands in the cluster already, and otherwise: it was changed there or here since it was moved.");
        }
    }
}
