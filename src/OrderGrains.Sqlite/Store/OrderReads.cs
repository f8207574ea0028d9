namespace OrderGrains.Sqlite;

/// <summary>Reads of single orders, of the index of due times and of what is old, each over its own pool.</summary>
internal sealed class OrderReads(ReadPool pool, Names names)
{
    private const string OrderSql = "SELECT key, log, version, record, sum FROM orders WHERE external_id = @0 AND channel = @1 AND tenant = @2";

    private const string DueSql = """
        SELECT due.due, due.order_key, orders.tenant, orders.channel, orders.external_id
        FROM due JOIN orders ON orders.key = due.order_key
        WHERE due.lane = @0 AND (due.due, due.order_key) > (@1, @2) AND due.due <= @3
        ORDER BY due.due, due.order_key LIMIT @4
        """;

    private const string NextSql = "SELECT due FROM due WHERE lane = @0 AND (due, order_key) > (@1, @2) ORDER BY due, order_key LIMIT 1";

    /// <summary>Rows of the log by their times, each with its order where it is that order's newest, and the order rests.</summary>
    private const string OldSql = """
        SELECT log.at, log.seq, orders.tenant, orders.channel, orders.external_id
        FROM log LEFT JOIN orders ON orders.key = log.order_key AND orders.log = log.seq
            AND orders.next_due IS NULL AND orders.parked = 0 AND orders.attention IS NULL
        WHERE (log.at, log.seq) > (@0, @1) AND log.at < @2 ORDER BY log.at, log.seq LIMIT @3
        """;

    private const string LanesSql = "SELECT names.name FROM lanes JOIN names ON names.id = lanes.lane ORDER BY names.name";

    /// <summary>The record; null where nothing was written of the order.</summary>
    public Task<StoredRecord?> FindAsync(OrderId order, CancellationToken cancellationToken) => names.Find(order.Tenant) is not { } tenant
        ? Task.FromResult<StoredRecord?>(null)
        : pool.ReadAsync(
            connection =>
            {
                using var rows = connection.Statement(OrderSql).Read(order.ExternalId, (int)order.Channel, tenant);
                return rows.Read()
                    ? new StoredRecord(Packed.Unpack(rows.GetFieldValue<byte[]>(3), rows.GetInt64(4)), new SqliteTag(rows.GetInt64(0), rows.GetInt64(1), rows.GetInt32(2)))
                    : null;
            },
            cancellationToken);

    /// <summary>The log, the oldest entry first.</summary>
    public Task<IReadOnlyList<LogEntry>> LogAsync(OrderId order, CancellationToken cancellationToken) =>
        pool.ReadAsync<IReadOnlyList<LogEntry>>(connection => StoredOrder.Find(connection, order)?.Log(connection) ?? [], cancellationToken);

    /// <summary>What is due in a lane after a position and up to a time, the oldest first.</summary>
    public Task<IReadOnlyList<DueRow>> DueAsync(
        LaneName lane, DuePosition after, DateTimeOffset upTo, int limit, CancellationToken cancellationToken) => names.Find(lane) is not { } number
        ? Task.FromResult<IReadOnlyList<DueRow>>([])
        : pool.ReadAsync<IReadOnlyList<DueRow>>(
            connection =>
            {
                var page = new List<DueRow>();
                using var rows = connection.Statement(DueSql).Read(number, after.Due.UtcTicks, after.Key, upTo.UtcTicks, limit);
                while (rows.Read())
                {
                    var order = OrderId.Create(names.NameOf(rows.GetInt64(2)), (Channel)rows.GetInt32(3), rows.GetString(4));
                    page.Add(new(order, Sql.Time(rows.GetInt64(0)), rows.GetInt64(1)));
                }

                return page;
            },
            cancellationToken);

    /// <summary>The next time in a lane after a position; null where nothing comes.</summary>
    public Task<DateTimeOffset?> NextDueAsync(LaneName lane, DuePosition after, CancellationToken cancellationToken) => names.Find(lane) is not { } number
        ? Task.FromResult<DateTimeOffset?>(null)
        : pool.ReadAsync(
            connection => connection.Statement(NextSql).Scalar(number, after.Due.UtcTicks, after.Key) is long due ? (DateTimeOffset?)Sql.Time(due) : null,
            cancellationToken);

    /// <summary>Every lane that has a row, by name.</summary>
    public Task<IReadOnlyList<LaneName>> LanesAsync(CancellationToken cancellationToken) => pool.ReadAsync<IReadOnlyList<LaneName>>(
        connection =>
        {
            var lanes = new List<LaneName>();
            using var rows = connection.Statement(LanesSql).Read();
            while (rows.Read())
            {
                lanes.Add(LaneName.Parse(rows.GetString(0)));
            }

            return lanes;
        },
        cancellationToken);

    /// <summary>Who is to be forgotten.</summary>
    public Task<IReadOnlyList<ErasedCustomer>> ForgottenAsync(CancellationToken cancellationToken) =>
        pool.ReadAsync(static connection => Forgotten.Read(connection.Statement(Forgotten.Sql)), cancellationToken);

    /// <summary>A row of a list; null for none.</summary>
    public Task<KeptRow?> KeptAsync(string list, string key, CancellationToken cancellationToken) =>
        pool.ReadAsync(connection => Kept.Read(connection.Statement(Kept.FindSql), list, key) is [var row] ? row : null, cancellationToken);

    /// <summary>Rows of a list, the highest key first.</summary>
    public Task<IReadOnlyList<KeptRow>> KeptAsync(string list, int limit, string? below, CancellationToken cancellationToken) =>
        pool.ReadAsync(connection => Kept.Read(connection.Statement(Kept.ListSql), list, below ?? "~", limit), cancellationToken);

    /// <summary>A page of orders that rest since before a time.</summary>
    public Task<OldOrders> OldOrdersAsync(string? after, DateTimeOffset before, int limit, CancellationToken cancellationToken)
    {
        var from = OldPosition.Parse(after);
        return pool.ReadAsync(
            connection =>
            {
                var (orders, last, looked) = (new List<OrderId>(), from, 0);
                using var rows = connection.Statement(OldSql).Read(from.At, from.Row, before.UtcTicks, limit);
                for (; rows.Read(); looked++)
                {
                    last = new(rows.GetInt64(0), rows.GetInt64(1));
                    if (!rows.IsDBNull(2))
                    {
                        orders.Add(OrderId.Create(names.NameOf(rows.GetInt64(2)), (Channel)rows.GetInt32(3), rows.GetString(4)));
                    }
                }

                return new OldOrders(orders, looked < limit ? null : last.ToString());
            },
            cancellationToken);
    }
}
