namespace OrderGrains.Postgres;

/// <summary>Lanes with their epochs, claims and pauses, and what is due in them.</summary>
internal sealed class PostgresLanes(PostgresDatabase database)
{
    /// <inheritdoc cref="IOrderStore.EnterLaneAsync"/>
    public async Task<LaneStart> EnterAsync(LaneName lane, CancellationToken cancellationToken)
    {
        var starts = await database.RowsAsync(
            """
            INSERT INTO lanes (lane, epoch) VALUES ($1, 1) ON CONFLICT (lane) DO UPDATE SET epoch = lanes.epoch + 1
            RETURNING epoch, claims, paused_by, paused_at
            """,
            row => new LaneStart(row.GetInt64(0), row.GetFieldValue<byte[]>(1), row.TextOrNull(2))
            {
                PausedAt = row.IsDBNull(3) ? null : new DateTimeOffset(row.GetInt64(3), TimeSpan.Zero),
            },
            cancellationToken,
            lane.ToString()).ConfigureAwait(false);
        return starts[0];
    }

    /// <inheritdoc cref="IOrderStore.ClaimAsync"/>
    public async Task<bool> ClaimAsync(LaneName lane, long epoch, ReadOnlyMemory<byte> claims, CancellationToken cancellationToken) =>
        await database.RunAsync(
            "UPDATE lanes SET claims = $3 WHERE lane = $1 AND epoch = $2",
            CancellationToken.None,
            lane.ToString(), epoch, Statements.Bytes(claims)).WaitAsync(cancellationToken).ConfigureAwait(false) == 1;

    /// <inheritdoc cref="IOrderStore.PauseAsync"/>
    public Task PauseAsync(LaneName lane, string? by, DateTimeOffset at, CancellationToken cancellationToken) => database.RunAsync(
        """
        INSERT INTO lanes (lane, paused_by, paused_at) VALUES ($1, $2, $3)
        ON CONFLICT (lane) DO UPDATE SET paused_by = excluded.paused_by, paused_at = excluded.paused_at
        """,
        cancellationToken,
        lane.ToString(), Statements.Text(by), Statements.Number(by is null ? null : at.UtcTicks));

    /// <inheritdoc cref="IOrderStore.LanesAsync"/>
    public async Task<IReadOnlyList<LaneName>> AllAsync(CancellationToken cancellationToken) =>
        await database.AskAsync("SELECT lane FROM lanes ORDER BY lane", row => LaneName.Parse(row.GetString(0)), cancellationToken).ConfigureAwait(false);

    /// <inheritdoc cref="IOrderStore.DueAsync"/>
    public async Task<IReadOnlyList<DueRow>> DueAsync(
        LaneName lane, DuePosition after, DateTimeOffset upTo, int limit, CancellationToken cancellationToken) => await database.AskAsync(
        """
        SELECT orders.tenant, orders.channel, orders.external_id, due.due, due.order_key
        FROM due JOIN orders ON orders.key = due.order_key
        WHERE due.lane = $1 AND (due.due, due.order_key) > ($2, $3) AND due.due <= $4
        ORDER BY due.due, due.order_key LIMIT $5
        """,
        row => new DueRow(PostgresIndex.OrderAt(row, 0), row.Time(3), row.GetInt64(4)),
        cancellationToken,
        lane.ToString(), after.Due.UtcTicks, after.Key, upTo.UtcTicks, limit).ConfigureAwait(false);

    /// <inheritdoc cref="IOrderStore.NextDueAsync"/>
    public async Task<DateTimeOffset?> NextDueAsync(LaneName lane, DuePosition after, CancellationToken cancellationToken)
    {
        var next = await database.AskAsync(
            "SELECT due FROM due WHERE lane = $1 AND (due, order_key) > ($2, $3) ORDER BY due, order_key LIMIT 1",
            row => row.Time(0),
            cancellationToken,
            lane.ToString(), after.Due.UtcTicks, after.Key).ConfigureAwait(false);
        return next is [var due] ? due : null;
    }
}
