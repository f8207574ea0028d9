using Microsoft.Data.Sqlite;

namespace OrderGrains.Sqlite;

/// <summary>Reminders in a table of their own. They are few and seldom written: nothing is prepared for them.</summary>
internal sealed class SqliteReminders(Func<OpenStore> store) : IReminderRows
{
    private const string Columns = "SELECT grain, name, starts_at, period, hash, etag FROM reminders";

    private const string UpsertSql = """
        INSERT INTO reminders (grain, name, starts_at, period, hash, etag) VALUES (@0, @1, @2, @3, @4, hex(randomblob(8)))
        ON CONFLICT (grain, name) DO UPDATE SET starts_at = excluded.starts_at, period = excluded.period, hash = excluded.hash, etag = excluded.etag
        RETURNING etag
        """;

    /// <inheritdoc/>
    public Task<IReadOnlyList<ReminderRow>> OfGrainAsync(string grain) => ReadAsync($"{Columns} WHERE grain = @0", grain);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ReminderRow>> InRangeAsync(uint begin, uint end) =>
        ReadAsync($"{Columns} WHERE hash > @0 {(begin < end ? "AND" : "OR")} hash <= @1", (long)begin, (long)end);

    /// <inheritdoc/>
    public Task<string> UpsertAsync(ReminderRow row) =>
        WriteAsync(UpsertSql, upsert => (string)upsert.Scalar(row.Grain, row.Name, row.StartsAt.UtcTicks, row.Period.Ticks, (long)row.Hash)!);

    /// <inheritdoc/>
    public Task<bool> RemoveAsync(string grain, string name, string etag) =>
        WriteAsync("DELETE FROM reminders WHERE grain = @0 AND name = @1 AND etag = @2", remove => remove.Run(grain, name, etag) == 1);

    /// <inheritdoc/>
    public Task ClearAsync() => WriteAsync("DELETE FROM reminders", clear => clear.Run());

    private Task<T> WriteAsync<T>(string sql, Func<Statement, T> run) => store().WriteAsync(new StepWrite<T>(session =>
    {
        using var statement = new Statement(session.Connection, sql);
        return run(statement);
    }));

    private Task<IReadOnlyList<ReminderRow>> ReadAsync(string sql, params object[] values) => store().DuePool.ReadAsync<IReadOnlyList<ReminderRow>>(
        connection =>
        {
            var found = new List<ReminderRow>();
            using var rows = connection.Statement(sql).Read(values);
            while (rows.Read())
            {
                found.Add(RowOf(rows));
            }

            return found;
        },
        CancellationToken.None);

    private static ReminderRow RowOf(SqliteDataReader row) => new(
        row.GetString(0), row.GetString(1), Sql.Time(row.GetInt64(2)), TimeSpan.FromTicks(row.GetInt64(3)), (uint)row.GetInt64(4), row.GetString(5));
}
