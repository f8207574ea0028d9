namespace OrderGrains.Embedded.Storage;

/// <summary>A record as committed, its key, the bytes that it takes, and its newest row of the log.</summary>
internal sealed record StoredOrder(long? Key, OrderRecord Record, int Bytes, long? Log = null)
{
    /// <summary>The record's bytes, where they are at hand and say all of it.</summary>
    public byte[]? Encoded { get; init; }

    /// <summary>An order that was never written.</summary>
    public static StoredOrder New(OrderId order) => new(null, OrderRecord.New(order), 0);
}

/// <summary>A row of the index of due times.</summary>
internal sealed record DueRow(long Due, long Key, OrderId Order);

/// <summary>Reads of single orders and of the index of due times.</summary>
internal sealed class OrderReads(ReadPool pool, Names names)
{
    private const string OrderSql = "SELECT key, log, record FROM orders WHERE external_id = @0 AND channel = @1 AND tenant = @2";

    private const string DueSql = """
        SELECT due.due, due.order_key, orders.tenant, orders.channel, orders.external_id
        FROM due JOIN orders ON orders.key = due.order_key
        WHERE due.lane = @0 AND (due.due, due.order_key) > (@1, @2) AND due.due <= @3
        ORDER BY due.due, due.order_key LIMIT @4
        """;

    private const string NextSql = "SELECT due FROM due WHERE lane = @0 AND (due, order_key) > (@1, @2) ORDER BY due, order_key LIMIT 1";

    /// <summary>The order; null where nothing was written of it.</summary>
    public async Task<StoredOrder?> FindAsync(OrderId order, CancellationToken cancellationToken)
    {
        if (names.Find(order.Tenant) is not { } tenant)
        {
            return null;
        }

        var found = await pool.ReadAsync(
            connection =>
            {
                using var rows = connection.Statement(OrderSql).Read(order.ExternalId, (int)order.Channel, tenant);
                return rows.Read() ? ((long Key, long Log, byte[] Bytes)?)(rows.GetInt64(0), rows.GetInt64(1), Packed.Unpack(rows.GetFieldValue<byte[]>(2))) : null;
            },
            cancellationToken).ConfigureAwait(false);
        return found is { } row ? new(row.Key, RecordCodec.Read(row.Bytes, order), row.Bytes.Length, row.Log) { Encoded = row.Bytes } : null;
    }

    /// <summary>What is due in a lane after a position and up to a time, the oldest first.</summary>
    public Task<List<DueRow>> DueAsync(
        long lane, (long Due, long Key) after, long upTo, int limit, CancellationToken cancellationToken) =>
        pool.ReadAsync(
            connection =>
            {
                var page = new List<DueRow>();
                using var rows = connection.Statement(DueSql).Read(lane, after.Due, after.Key, upTo, limit);
                while (rows.Read())
                {
                    var order = OrderId.Create(names.NameOf(rows.GetInt64(2)), (Channel)rows.GetInt32(3), rows.GetString(4));
                    page.Add(new(rows.GetInt64(0), rows.GetInt64(1), order));
                }

                return page;
            },
            cancellationToken);

    /// <summary>The next time in a lane after a position; null where nothing comes.</summary>
    public Task<long?> NextDueAsync(long lane, (long Due, long Key) after, CancellationToken cancellationToken) =>
        pool.ReadAsync(connection => (long?)connection.Statement(NextSql).Scalar(lane, after.Due, after.Key), cancellationToken);
}
