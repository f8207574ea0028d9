using System.Runtime.CompilerServices;
using Npgsql;

namespace OrderGrains.Postgres;

/// <summary>The tables as one side of a copy, byte by byte.</summary>
public sealed class PostgresCopy : IStoreCopy
{
    private const int Page = 200;

    private readonly PostgresDatabase _database;
    private readonly CopyLease _lease;

    private PostgresCopy(PostgresDatabase database, CopyLease lease) => (_database, _lease) = (database, lease);

    /// <inheritdoc/>
    public IAuditRows Audit => field ??= new PostgresAudit(_database);

    /// <summary>Opens the database for a copy.</summary>
    /// <exception cref="InvalidOperationException">Its tables are not those that this program needs, silos run on it, or another copy is under way.</exception>
    /// <exception cref="EngineUnavailableException">The database cannot be reached.</exception>
    public static async Task<PostgresCopy> OpenAsync(PostgresOptions options, CancellationToken cancellationToken = default)
    {
        var database = new PostgresDatabase(options.ConnectionString);
        try
        {
            await PostgresSchema.DemandAsync(database, cancellationToken).ConfigureAwait(false);
            return new(database, await PostgresLease.TakeAsync(database, TimeProvider.System, cancellationToken).ConfigureAwait(false));
        }
        catch
        {
            await database.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public async Task<CopiedFacts> FactsAsync(CancellationToken cancellationToken)
    {
        _lease.Demand();
        var keys = await _database.AskAsync(
            "SELECT value FROM meta WHERE name = 'customer-hash-key'", row => row.GetFieldValue<byte[]>(0), cancellationToken).ConfigureAwait(false);
        var lanes = await _database.AskAsync(
            "SELECT lane, epoch, claims, paused_by, paused_at FROM lanes ORDER BY lane",
            row => new CopiedLane(
                LaneName.Parse(row.GetString(0)), row.GetInt64(1), row.GetFieldValue<byte[]>(2), row.TextOrNull(3), row.IsDBNull(4) ? null : row.Time(4)),
            cancellationToken).ConfigureAwait(false);
        return new(keys[0], lanes) { Forgotten = await Forgotten.ReadAsync(_database, cancellationToken).ConfigureAwait(false) };
    }

    /// <inheritdoc/>
    public async Task PutAsync(CopiedFacts facts, CancellationToken cancellationToken)
    {
        _lease.Demand();
        var kept = await _database.RunAsync(
            """
            UPDATE meta SET value = $1 WHERE name = 'customer-hash-key'
                AND (value = $1 OR NOT EXISTS (SELECT 1 FROM orders WHERE customer_hash IS NOT NULL))
            """,
            cancellationToken,
            Statements.Bytes(facts.CustomerHashKey)).ConfigureAwait(false);
        if (kept != 1)
        {
            throw new InvalidOperationException("Orders with customer hashes of another key stand there: copy into an empty database.");
        }

        await _database.RunAsync(
            "UPDATE lanes SET paused_by = NULL, paused_at = NULL WHERE NOT lane = ANY ($1)",
            cancellationToken,
            (object)facts.Lanes.Select(lane => lane.Lane.ToString()).ToArray()).ConfigureAwait(false);
        foreach (var lane in facts.Lanes)
        {
            await PutAsync(lane, cancellationToken).ConfigureAwait(false);
        }

        foreach (var customer in facts.Forgotten)
        {
            await Forgotten.PutAsync(_database, customer, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<CopiedOrder> OrdersAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var after = 0L;
        while (true)
        {
            _lease.Demand();
            var page = await _database.AskAsync(
                "SELECT tenant, channel, external_id, key, record FROM orders WHERE key > $1 ORDER BY key LIMIT $2",
                row => (Order: PostgresIndex.OrderAt(row, 0), Key: row.GetInt64(3), Record: row.GetFieldValue<byte[]>(4)),
                cancellationToken,
                after, Page).ConfigureAwait(false);
            var logs = await LogsAsync([.. page.Select(order => order.Key)], cancellationToken).ConfigureAwait(false);
            foreach (var (order, key, record) in page)
            {
                yield return new(order, record, [.. logs[key]]);
            }

            if (page.Count < Page)
            {
                yield break;
            }

            after = page[^1].Key;
        }
    }

    /// <inheritdoc/>
    public async Task<int> PutAsync(IReadOnlyList<CopiedOrder> orders, CancellationToken cancellationToken)
    {
        _lease.Demand();
        await using var connection = await _database.ConnectAsync(cancellationToken).ConfigureAwait(false);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        var (written, writes, bytes) = (0, new List<OrderWrite>(), 0L);
        foreach (var order in orders)
        {
            if (!await StandsAsync(connection, order, cancellationToken).ConfigureAwait(false))
            {
                var write = CopiedWrite.Of(order);
                bytes += OrderStatement.BytesOf(write);
                if (bytes > OrderStatement.MaxBytes)
                {
                    await WriteAsync(connection, writes, cancellationToken).ConfigureAwait(false);
                    (writes, bytes) = ([], OrderStatement.BytesOf(write));
                }

                writes.Add(write);
                written++;
            }
        }

        await WriteAsync(connection, writes, cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return written;
    }

    /// <inheritdoc/>
    /// <remarks>What stood there before is in the tables until the server's vacuum, and in its log.</remarks>
    public async Task<long> ResealAsync(Reseal change, Action<long> told, CancellationToken cancellationToken)
    {
        var (looked, changed) = (0L, 0L);
        for (var after = 0L; ;)
        {
            _lease.Demand();
            var page = await _database.AskAsync(
                "SELECT tenant, channel, external_id, key, record FROM orders WHERE key > $1 ORDER BY key LIMIT $2",
                row => (Order: PostgresIndex.OrderAt(row, 0), Key: row.GetInt64(3), Record: row.GetFieldValue<byte[]>(4)),
                cancellationToken,
                after, Page).ConfigureAwait(false);
            foreach (var (order, key, record) in page)
            {
                changed += await ResealAsync(change, order, key, record, cancellationToken).ConfigureAwait(false) ? 1 : 0;
            }

            told(looked += page.Count);
            if (page.Count < Page)
            {
                var kept = new Kept(_database);
                await new KeptReseal((list, limit, below) => kept.ListAsync(list, limit, below, cancellationToken), row => kept.PutAsync(row, cancellationToken))
                    .RunAsync(change, cancellationToken).ConfigureAwait(false);
                return changed;
            }

            after = page[^1].Key;
        }
    }

    /// <inheritdoc/>
    public async Task<CopyCount> CountAsync(CancellationToken cancellationToken)
    {
        _lease.Demand();
        await using var connection = await _database.ConnectAsync(cancellationToken).ConfigureAwait(false);
        await using var command = connection.Statement("""
            SELECT (SELECT count(*) FROM orders), (SELECT coalesce(sum(length(record)), 0)::bigint FROM orders),
                (SELECT coalesce(sum(parts), 0) FROM log), (SELECT coalesce(sum(bytes), 0) FROM log)
            """);
        command.CommandTimeout = 0; // All of it is read, however much it is.
        await using var rows = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        await rows.ReadAsync(cancellationToken).ConfigureAwait(false);
        return new(rows.GetInt64(0), rows.GetInt64(1), rows.GetInt64(2), rows.GetInt64(3));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _lease.DisposeAsync().ConfigureAwait(false);
        await _database.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<bool> ResealAsync(Reseal change, OrderId order, long key, byte[] record, CancellationToken cancellationToken)
    {
        var changed = false;
        if (change.Record(order, record) is { } bytes)
        {
            await _database.RunAsync("UPDATE orders SET record = $2 WHERE key = $1", cancellationToken, key, Statements.Bytes(bytes)).ConfigureAwait(false);
            changed = true;
        }

        var rows = await _database.AskAsync(
            "SELECT seq, at, entries FROM log WHERE order_key = $1",
            row => (Seq: row.GetInt64(0), At: row.Time(1), Entries: row.GetFieldValue<byte[]>(2)),
            cancellationToken,
            key).ConfigureAwait(false);
        foreach (var (seq, at, entries) in rows)
        {
            if (change.Log(order, LogEntries.Read(at, entries)) is { } sealedEntries)
            {
                var row = LogRow.Of(at, sealedEntries);
                await _database.RunAsync(
                    "UPDATE log SET entries = $3, parts = $4, bytes = $5 WHERE order_key = $1 AND seq = $2",
                    cancellationToken,
                    key, seq, Statements.Bytes(row.Entries), row.Parts, row.Bytes).ConfigureAwait(false);
                changed = true;
            }
        }

        return changed;
    }

    private Task PutAsync(CopiedLane lane, CancellationToken cancellationToken) => _database.RunAsync(
        """
        INSERT INTO lanes (lane, epoch, claims, paused_by, paused_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (lane) DO UPDATE SET epoch = greatest(lanes.epoch, excluded.epoch), claims = excluded.claims,
            paused_by = excluded.paused_by, paused_at = excluded.paused_at
        """,
        cancellationToken,
        lane.Lane.ToString(), lane.Epoch, Statements.Bytes(lane.Claims), Statements.Text(lane.PausedBy), Statements.Number(lane.PausedAt?.UtcTicks));

    private async Task<ILookup<long, LogEntry>> LogsAsync(long[] keys, CancellationToken cancellationToken)
    {
        var rows = await _database.AskAsync(
            "SELECT order_key, at, entries FROM log WHERE order_key = ANY ($1) ORDER BY seq",
            row => (Key: row.GetInt64(0), Entries: LogEntries.Read(row.Time(1), row.GetFieldValue<byte[]>(2))),
            cancellationToken,
            keys).ConfigureAwait(false);
        return rows.SelectMany(row => row.Entries.Select(entry => (row.Key, Entry: entry))).ToLookup(row => row.Key, row => row.Entry);
    }

    private static async Task WriteAsync(NpgsqlConnection connection, IReadOnlyList<OrderWrite> writes, CancellationToken cancellationToken)
    {
        var keys = await OrderStatement.RunAsync(connection, writes, cancellationToken, apart: true).ConfigureAwait(false);
        if (Array.IndexOf(keys, null) is >= 0 and var other)
        {
            throw CopiedWrite.StandsOtherwise(writes[other].Order);
        }
    }

    /// <summary>Whether an order stands there already.</summary>
    /// <exception cref="InvalidOperationException">It does, and otherwise.</exception>
    private static async Task<bool> StandsAsync(NpgsqlConnection connection, CopiedOrder order, CancellationToken cancellationToken)
    {
        await using var command = connection.Statement(
            """
            SELECT record = $4 AND (SELECT coalesce(sum(parts), 0) FROM log WHERE order_key = key) = $5
            FROM orders WHERE external_id = $1 AND channel = $2 AND tenant = $3
            """,
            order.Order.ExternalId, (short)order.Order.Channel, order.Order.Tenant, Statements.Bytes(order.Record), (long)order.Log.Count);
        return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) switch
        {
            null => false,
            true => true,
            _ => throw CopiedWrite.StandsOtherwise(order.Order),
        };
    }
}
