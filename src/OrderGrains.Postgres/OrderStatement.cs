using Npgsql;
using NpgsqlTypes;

namespace OrderGrains.Postgres;

/// <summary>
/// The writes of many orders as one statement: one call of a function (<c>schema.sql</c>), and so one transaction, for the records, the columns that their heads
/// say, what they owe in each lane, and what they append to the log; removals likewise. It writes nothing of an order whose row is not of the key and the
/// version that its record was made from, and all of the others.
/// </summary>
internal static class OrderStatement
{
    private const string Sql = """
        SELECT write_orders($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24, $25, $26, $27, $28,
            $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41, $42, $43)
        """;

    /// <summary>Bytes of a statement of more than one order.</summary>
    public const long MaxBytes = 8 * 1024 * 1024;

    /// <summary>Bytes of an order's record and of what goes to the log.</summary>
    public static long BytesOf(OrderWrite write) => write.Bytes.Length + write.Log.Sum(static entry => (long)entry.Body.Length);

    /// <summary>Writes; for each order the key of its row, or of the row that it had, and null where another version stands there.</summary>
    /// <param name="connection">Where.</param>
    /// <param name="writes">At most one of each order.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="apart">Whether log entries of different times get rows of their own, as those of many turns did.</param>
    public static async Task<long?[]> RunAsync(
        NpgsqlConnection connection, IReadOnlyList<OrderWrite> writes, CancellationToken cancellationToken, bool apart = false)
    {
        if (writes.Count == 0)
        {
            return [];
        }

        var heads = Of(writes, static write => write.After is null ? null : write.Head);
        var (gone, come) = (All(writes, static write => write.NoLongerDue), All(writes, static write => write.NewlyDue));
        var changes = writes.Select((write, index) => write.Change(heads[index])).ToArray();
        var (settled, owed) = (All(changes, static change => change.NoLongerOwed), All(changes, static change => change.Owed));
        var (revoked, invoiced) = (All(changes, static change => change.NoLongerInvoiced), All(changes, static change => change.Invoiced));
        var log = All(writes, write => LogRow.Of(write, apart));
        await using var command = connection.Statement(
            Sql,
            Array(NpgsqlDbType.Bigint, Of(writes, static write => (write.Tag as PostgresTag)?.Key)),
            Array(NpgsqlDbType.Integer, Of(writes, static write => (write.Tag as PostgresTag)?.Version)),
            Array(NpgsqlDbType.Boolean, Of(writes, static write => write.After is null)),
            Array(NpgsqlDbType.Text, Of(writes, static write => write.Order.ExternalId)),
            Array(NpgsqlDbType.Smallint, Of(writes, static write => (short)write.Order.Channel)),
            Array(NpgsqlDbType.Text, Of(writes, static write => write.Order.Tenant)),
            Array(NpgsqlDbType.Integer, Of(heads, static head => head?.Version)),
            Array(NpgsqlDbType.Bigint, Of(heads, static head => head?.ChangedAt.UtcTicks)),
            Array(NpgsqlDbType.Bigint, Of(heads, static head => head?.NextDue?.UtcTicks)),
            Array(NpgsqlDbType.Smallint, Of(heads, static head => (short?)head?.Status)),
            Array(NpgsqlDbType.Boolean, Of(heads, static head => head?.Parked)),
            Array(NpgsqlDbType.Text, Of(heads, static head => head?.Attention)),
            Array(NpgsqlDbType.Text, Of(heads, static head => head?.VtexOrderId)),
            Array(NpgsqlDbType.Text, Of(heads, static head => head?.Number)),
            Array(NpgsqlDbType.Text, Of(heads, static head => head?.CustomerHash)),
            Array(NpgsqlDbType.Text, Of(heads, static head => head?.Store)),
            Array(NpgsqlDbType.Bytea, Of(writes, static write => write.Bytes)),
            Array(NpgsqlDbType.Integer, Of(gone, static row => row.Of)),
            Array(NpgsqlDbType.Text, Of(gone, static row => row.One.Lane.ToString())),
            Array(NpgsqlDbType.Bigint, Of(gone, static row => row.One.Due.UtcTicks)),
            Array(NpgsqlDbType.Integer, Of(come, static row => row.Of)),
            Array(NpgsqlDbType.Text, Of(come, static row => row.One.Lane.ToString())),
            Array(NpgsqlDbType.Bigint, Of(come, static row => row.One.Due.UtcTicks)),
            Array(NpgsqlDbType.Integer, Of(settled, static row => row.Of)),
            Array(NpgsqlDbType.Text, Of(settled, static row => row.One)),
            Array(NpgsqlDbType.Integer, Of(owed, static row => row.Of)),
            Array(NpgsqlDbType.Text, Of(owed, static row => row.One.Request)),
            Array(NpgsqlDbType.Text, Of(owed, row => writes[row.Of - 1].Order.Tenant)),
            Array(NpgsqlDbType.Text, Of(owed, static row => row.One.Target)),
            Array(NpgsqlDbType.Smallint, Of(owed, static row => (short)row.One.Operation)),
            Array(NpgsqlDbType.Smallint, Of(owed, static row => (short)row.One.State)),
            Array(NpgsqlDbType.Bigint, Of(owed, static row => row.One.Since.UtcTicks)),
            Array(NpgsqlDbType.Text, Of(owed, static row => row.One.Code)),
            Array(NpgsqlDbType.Text, Of(owed, static row => row.One.Shape)),
            Array(NpgsqlDbType.Integer, Of(revoked, static row => row.Of)),
            Array(NpgsqlDbType.Text, Of(revoked, static row => row.One)),
            Array(NpgsqlDbType.Integer, Of(invoiced, static row => row.Of)),
            Array(NpgsqlDbType.Text, Of(invoiced, static row => row.One)),
            Array(NpgsqlDbType.Integer, Of(log, static row => row.Of)),
            Array(NpgsqlDbType.Bigint, Of(log, static row => row.One.At.UtcTicks)),
            Array(NpgsqlDbType.Integer, Of(log, static row => row.One.Parts)),
            Array(NpgsqlDbType.Integer, Of(log, static row => row.One.Bytes)),
            Array(NpgsqlDbType.Bytea, Of(log, static row => row.One.Entries)));
        await using var rows = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await rows.ReadAsync(cancellationToken).ConfigureAwait(false);
        return rows.GetFieldValue<long?[]>(0);
    }

    private static NpgsqlParameter<T[]> Array<T>(NpgsqlDbType type, T[] values) => new() { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type };

    private static TValue[] Of<T, TValue>(IReadOnlyList<T> all, Func<T, TValue> value)
    {
        var values = new TValue[all.Count];
        for (var index = 0; index < values.Length; index++)
        {
            values[index] = value(all[index]);
        }

        return values;
    }

    /// <summary>What each write has several of, with the write's place from 1 on, as arrays count in the database.</summary>
    private static List<(int Of, T One)> All<TWrite, T>(IReadOnlyList<TWrite> writes, Func<TWrite, IEnumerable<T>> several)
    {
        var all = new List<(int, T)>();
        for (var index = 0; index < writes.Count; index++)
        {
            foreach (var one in several(writes[index]))
            {
                all.Add((index + 1, one));
            }
        }

        return all;
    }
}
