using Npgsql;
using NpgsqlTypes;

namespace OrderGrains.Postgres;

/// <summary>
/// The write of an order: one call of a function (<c>schema.sql</c>), and so one transaction, for the record, the columns that its head says, what it owes in
/// each lane, and what it appends to the log. It writes nothing where the row is not of the key and the version that the record was made from.
/// </summary>
internal static class OrderStatement
{
    private const string WriteSql =
        "SELECT write_order($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)";

    private const string RemoveSql = "SELECT remove_order($1, $2, $3, $4)";

    /// <summary>Writes or removes; the new tag, null after a removal.</summary>
    /// <exception cref="StoreConflictException">Another version stands there: nothing was written.</exception>
    public static async Task<PostgresTag?> RunAsync(NpgsqlConnection connection, OrderWrite write, CancellationToken cancellationToken)
    {
        await using var command = write.After is null ? Remove(connection, write) : Write(connection, write);
        var key = await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) as long?
            ?? throw new StoreConflictException(write.Order, write.Before.Version);
        return write.After is null ? null : new(key, write.After.Version);
    }

    private static NpgsqlCommand Write(NpgsqlConnection connection, OrderWrite write)
    {
        var (head, tag) = (write.Head, write.Tag as PostgresTag);
        return connection.Statement(
            WriteSql,
            write.Order.ExternalId,
            (short)write.Order.Channel,
            write.Order.Tenant,
            head.Version,
            head.ChangedAt.UtcTicks,
            Statements.Number(head.NextDue?.UtcTicks),
            (short)head.Status,
            head.Parked,
            Statements.Text(head.Attention),
            Statements.Text(head.VtexOrderId),
            Statements.Text(head.Number),
            Statements.Text(head.CustomerHash),
            Statements.Bytes(write.Bytes),
            Lanes(write.NoLongerDue),
            Times(write.NoLongerDue),
            Lanes(write.NewlyDue),
            Times(write.NewlyDue),
            write.Log.Select(entry => entry.At.UtcTicks).ToArray(),
            new NpgsqlParameter
            {
                Value = write.Log.Select(entry => entry.PayloadKind).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text,
            },
            write.Log.Select(entry => entry.Body.ToArray()).ToArray(),
            Statements.Number(tag?.Key),
            Statements.Number(tag?.Version));
    }

    private static NpgsqlCommand Remove(NpgsqlConnection connection, OrderWrite write)
    {
        var tag = write.Tag as PostgresTag;
        return connection.Statement(
            RemoveSql, Statements.Number(tag?.Key), Statements.Number(tag?.Version), Lanes(write.NoLongerDue), Times(write.NoLongerDue));
    }

    private static string[] Lanes(IEnumerable<LaneDue> due) => [.. due.Select(one => one.Lane.ToString())];

    private static long[] Times(IEnumerable<LaneDue> due) => [.. due.Select(one => one.Due.UtcTicks)];
}
