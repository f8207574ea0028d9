using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using Orleans.Storage;

namespace OrderGrains.Cluster;

/// <summary>
/// Orders' records. One statement, and so one transaction, writes the record, the columns that its head says, what it owes in each
/// lane, and what it appends to the log; it writes nothing where the version stored is not the one that the record was made from.
/// </summary>
internal sealed class PostgresOrders(NpgsqlDataSource database) : IGrainStorage
{
    private const string Rest = """
        , gone AS (
            DELETE FROM due USING o, unnest($13::text[], $14::bigint[]) AS x (lane, due)
            WHERE due.lane = x.lane AND due.due = x.due AND due.order_key = o.key)
        , came AS (
            INSERT INTO due (lane, due, order_key)
            SELECT x.lane, x.due, o.key FROM o, unnest($15::text[], $16::bigint[]) AS x (lane, due)
            ON CONFLICT DO NOTHING)
        , told AS (
            INSERT INTO log (order_key, at, kind, body)
            SELECT o.key, x.at, x.kind, x.body FROM o, unnest($17::bigint[], $18::text[], $19::bytea[]) AS x (at, kind, body))
        SELECT count(*) FROM o
        """;

    private const string InsertSql = """
        WITH t AS (INSERT INTO tenants (name) VALUES ($3) ON CONFLICT DO NOTHING)
        , o AS (
            INSERT INTO orders (external_id, channel, tenant, version, changed_at, next_due, status, parked, attention, vtex_order_id, customer_hash, record)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            ON CONFLICT DO NOTHING RETURNING key)
        """ + Rest;

    private const string UpdateSql = """
        WITH o AS (
            UPDATE orders SET version = $4, changed_at = $5, next_due = $6, status = $7, parked = $8, attention = $9,
                vtex_order_id = $10, customer_hash = $11, record = $12
            WHERE external_id = $1 AND channel = $2 AND tenant = $3 AND version = $20 RETURNING key)
        """ + Rest;

    private const string ReadSql = "SELECT version, record FROM orders WHERE external_id = $1 AND channel = $2 AND tenant = $3";

    /// <inheritdoc/>
    public async Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        await using var command = database.CreateCommand(ReadSql);
        AddKey(command, OrderOf(grainId));
        await using var rows = await command.ExecuteReaderAsync().ConfigureAwait(false);
        if (!await rows.ReadAsync().ConfigureAwait(false))
        {
            (grainState.ETag, grainState.RecordExists) = (null, false);
            return;
        }

        grainState.State = (T)(object)new OrderDocument(RecordCodec.Read(rows.GetFieldValue<byte[]>(1)));
        (grainState.ETag, grainState.RecordExists) = (rows.GetInt32(0).ToString(CultureInfo.InvariantCulture), true);
    }

    /// <inheritdoc/>
    /// <exception cref="InconsistentStateException">Another version stands there.</exception>
    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var document = (OrderDocument)(object)grainState.State!;
        var record = document.Record!;
        await using var command = database.CreateCommand(grainState.ETag is null ? InsertSql : UpdateSql);
        AddKey(command, record.Id);
        AddHead(command, record, document.Bytes);
        AddDue(command, document);
        AddLog(command, document.Log);
        if (grainState.ETag is { } before)
        {
            command.Parameters.Add(new() { Value = int.Parse(before, CultureInfo.InvariantCulture) });
        }

        if (await command.ExecuteScalarAsync().ConfigureAwait(false) is not 1L)
        {
            throw new InconsistentStateException($"{record.Id} was written by another activation.");
        }

        (grainState.ETag, grainState.RecordExists) = (record.Version.ToString(CultureInfo.InvariantCulture), true);
    }

    /// <summary>Nothing is dropped.</summary>
    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => throw new NotSupportedException();

    private static OrderId OrderOf(GrainId grain) => OrderId.Parse(grain.Key.ToString()!);

    internal static void AddKey(NpgsqlCommand command, OrderId order)
    {
        command.Parameters.Add(new() { Value = order.ExternalId });
        command.Parameters.Add(new() { Value = (short)order.Channel });
        command.Parameters.Add(new() { Value = order.Tenant });
    }

    internal static void AddHead(NpgsqlCommand command, OrderRecord record, byte[] bytes)
    {
        var head = RecordHead.Of(record);
        command.Parameters.Add(new() { Value = head.Version });
        command.Parameters.Add(new() { Value = head.ChangedAt.UtcTicks });
        command.Parameters.Add(new() { Value = (object?)head.NextDue?.UtcTicks ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Bigint });
        command.Parameters.Add(new() { Value = (short)head.Status });
        command.Parameters.Add(new() { Value = head.Parked });
        command.Parameters.Add(new() { Value = (object?)head.Attention ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = (object?)head.VtexOrderId ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = (object?)head.CustomerHash ?? DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = bytes });
    }

    /// <summary>What is owed no more, and what is owed now.</summary>
    private static void AddDue(NpgsqlCommand command, OrderDocument document)
    {
        var was = LaneName.DueOf(document.Before);
        var now = LaneName.DueOf(document.Record);
        foreach (var some in (List<LaneDue>[])[[.. was.Except(now)], [.. now.Except(was)]])
        {
            command.Parameters.Add(new() { Value = some.Select(due => due.Lane).ToArray() });
            command.Parameters.Add(new() { Value = some.Select(due => due.Due.UtcTicks).ToArray() });
        }
    }

    internal static void AddLog(NpgsqlCommand command, IReadOnlyList<LogEntry> log)
    {
        command.Parameters.Add(new() { Value = log.Select(entry => entry.At.UtcTicks).ToArray() });
        command.Parameters.Add(new() { Value = log.Select(entry => entry.PayloadKind).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text });
        command.Parameters.Add(new() { Value = log.Select(MovedCount.BodyOf).ToArray() });
    }
}
