using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;

namespace OrderGrains.Sqlite;

/// <summary>
/// A data directory that is copied from or into. The directory's lock is its lease: no hub starts there meanwhile. For one caller at a time.
/// </summary>
public sealed class SqliteCopy : IStoreCopy
{
    private static readonly StoreFaults NoFaults = new();

    private readonly DirectoryLock _directory;
    private readonly Names _names;
    private readonly WriteSession _session;
    private readonly ReadConnection _reads;

    private SqliteCopy(DirectoryLock directory, SqliteConnection connection, string path)
    {
        _directory = directory;
        _names = Names.Of(connection);
        _session = new(connection, _names);
        _reads = new(Database.OpenForReading(path));
    }

    /// <inheritdoc/>
    public IAuditRows Audit => new CopiedAudit(_session, _reads);

    /// <summary>Opens a directory that has a database.</summary>
    /// <exception cref="InvalidOperationException">A hub runs on it, there is no database in it, or another version wrote that.</exception>
    public static SqliteCopy OpenSource(string dataDirectory) => File.Exists(Database.PathIn(dataDirectory))
        ? OpenTarget(dataDirectory)
        : throw new InvalidOperationException($"There is no database in {dataDirectory}.");

    /// <summary>Opens a directory, and makes it and the database where they are missing.</summary>
    /// <exception cref="InvalidOperationException">A hub runs on it, or another version wrote the database.</exception>
    public static SqliteCopy OpenTarget(string dataDirectory)
    {
        var path = Database.PathIn(dataDirectory);
        var directory = DirectoryLock.Take(dataDirectory);
        try
        {
            return new(directory, Database.OpenForWriting(path, directory, NullLogger.Instance), path);
        }
        catch
        {
            directory.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public Task<CopiedFacts> FactsAsync(CancellationToken cancellationToken)
    {
        var lanes = new List<CopiedLane>();
        using var rows = _reads.Statement("""
            SELECT names.name, epoch, claims, paused_by, paused_at FROM lanes JOIN names ON names.id = lanes.lane ORDER BY names.name
            """).Read();
        while (rows.Read())
        {
            lanes.Add(new(
                LaneName.Parse(rows.GetString(0)),
                rows.GetInt64(1),
                rows.GetFieldValue<byte[]>(2),
                rows.IsDBNull(3) ? null : rows.GetString(3),
                rows.IsDBNull(4) ? null : Sql.Time(rows.GetInt64(4))));
        }

        return Task.FromResult(new CopiedFacts(Schema.CustomerHashKey(_session.Connection), lanes)
        {
            Forgotten = Forgotten.Read(_reads.Statement(Forgotten.Sql)),
        });
    }

    /// <inheritdoc/>
    public Task PutAsync(CopiedFacts facts, CancellationToken cancellationToken)
    {
        foreach (var copied in facts.Lanes)
        {
            _session.Number(copied.Lane);
        }

        Commit(() =>
        {
            using var key = new Statement(_session.Connection, """
                UPDATE meta SET value = @0 WHERE name = 'customer-hash-key'
                    AND (value = @0 OR NOT EXISTS (SELECT 1 FROM orders WHERE customer_hash IS NOT NULL))
                """);
            if (key.Run(facts.CustomerHashKey.ToArray()) != 1)
            {
                throw new InvalidOperationException("There are orders with customer hashes of another key: copy into an empty directory.");
            }

            foreach (var copied in facts.Lanes)
            {
                _session.Lanes.Put(_names.IdOf(copied.Lane), copied);
            }

            foreach (var customer in facts.Forgotten)
            {
                Forgotten.Put(_session.Connection, customer);
            }
        });
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public IAsyncEnumerable<CopiedOrder> OrdersAsync(CancellationToken cancellationToken) => Orders(cancellationToken).ToAsyncEnumerable();

    /// <inheritdoc/>
    public Task<int> PutAsync(IReadOnlyList<CopiedOrder> orders, CancellationToken cancellationToken)
    {
        var writes = orders.Where(IsNew).Select(WriteOf).ToList();
        if (writes.Count > 0)
        {
            ChangeOrder.Lose(_session.Connection);
            writes.ForEach(write => write.Number(_session));
            Commit(() => writes.ForEach(write => write.Apply(_session)));
        }

        return Task.FromResult(writes.Count);
    }

    /// <inheritdoc/>
    /// <remarks>The file is then made anew, since what stood there before, and earlier, is in pages that were given up.</remarks>
    public async Task<long> ResealAsync(Reseal change, Action<long> told, CancellationToken cancellationToken)
    {
        var (looked, changed) = (0L, 0L);
        using (var work = new SqliteReseal(_session.Connection, _reads, _names, change))
        {
            for (var after = 0L; work.Page(after) is { Count: > 0 } page; after = page[^1].Key)
            {
                cancellationToken.ThrowIfCancellationRequested();
                Commit(() => changed += page.Count(work.Apply));
                told(looked += page.Count);
            }
        }

        var bodies = await new KeptReseal(
            (list, limit, below) => Task.FromResult(Kept.Read(_reads.Statement(Kept.ListSql), list, below ?? "~", limit)),
            row =>
            {
                Commit(() => Kept.Put(_session.Connection, row));
                return Task.CompletedTask;
            }).RunAsync(change, cancellationToken).ConfigureAwait(false);
        if (changed + bodies > 0)
        {
            Sql.Run(_session.Connection, "VACUUM");
        }

        return changed;
    }

    /// <inheritdoc/>
    public Task<CopyCount> CountAsync(CancellationToken cancellationToken) =>
        Task.FromResult(Orders(cancellationToken).Aggregate(new CopyCount(0, 0, 0, 0), static (count, order) => count.With(order)));

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        try
        {
            _reads.Dispose();
            ChangeOrder.Restore(_session.Connection);
            _session.Finish();
        }
        finally
        {
            _session.Dispose();
            _directory.Dispose();
        }

        return ValueTask.CompletedTask;
    }

    private IEnumerable<CopiedOrder> Orders(CancellationToken cancellationToken)
    {
        using var rows = _reads.Statement("SELECT tenant, channel, external_id, record, log, sum FROM orders ORDER BY key").Read();
        while (rows.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var order = OrderId.Create(_names.NameOf(rows.GetInt64(0)), (Channel)rows.GetInt32(1), rows.GetString(2));
            var stored = new StoredOrder(Packed.Unpack(rows.GetFieldValue<byte[]>(3), rows.GetInt64(5)), rows.GetInt64(4));
            yield return new(order, stored.Record, stored.Log(_reads));
        }
    }

    /// <summary>False where the order stands there as it is.</summary>
    private bool IsNew(CopiedOrder order)
    {
        if (StoredOrder.Find(_reads, order.Order) is not { } stored)
        {
            return true;
        }

        return stored.Record.AsSpan().SequenceEqual(order.Record.Span) && stored.Log(_reads).Count == order.Log.Count
            ? false
            : throw new InvalidOperationException($"{order.Order} stands there already, and otherwise: it was changed on one side since it was copied.");
    }

    private static RecordWrite WriteOf(CopiedOrder copied)
    {
        var write = new RecordWrite(CopiedWrite.Of(copied), NoFaults, apart: true);
        write.Prepare();
        return write;
    }

    private void Commit(Action work)
    {
        _session.Begin();
        try
        {
            work();
            _session.Commit();
        }
        catch
        {
            _session.Rollback();
            throw;
        }
    }
}
