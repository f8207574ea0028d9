using System.Globalization;
using Npgsql;
using NpgsqlTypes;
using Orleans.Storage;

namespace OrderGrains.Cluster;

/// <summary>
/// Orders' records. One call of a function (<c>schema-2.sql</c>), and so one transaction, writes the record, the columns that its head
/// says, what it owes in each lane, and what it appends to the log; it writes nothing where the version stored is not the one that
/// the record was made from.
/// </summary>
internal sealed class PostgresOrders(NpgsqlDataSource database) : IGrainStorage
{
    private const string WriteSql =
        "SELECT write_order($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)";

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
        await using var command = database.CreateCommand(WriteSql);
        AddKey(command, record.Id);
        AddHead(command, record, document.Bytes);
        AddDue(command, document);
        AddLog(command, document.Log);
        command.Parameters.Add(new()
        {
            Value = grainState.ETag is { } before ? int.Parse(before, CultureInfo.InvariantCulture) : DBNull.Value,
            NpgsqlDbType = NpgsqlDbType.Integer,
        });
        if (await command.ExecuteScalarAsync().ConfigureAwait(false) is not true)
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
        command.Parameters.Add(new() { Value = log.Select(entry => entry.Body.ToArray()).ToArray() });
    }
}
