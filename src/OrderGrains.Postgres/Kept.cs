namespace OrderGrains.Postgres;

/// <summary>Rows of lists that are no orders.</summary>
internal sealed class Kept(PostgresDatabase database)
{
    /// <inheritdoc cref="IKeptRows.KeepAsync"/>
    public Task PutAsync(KeptRow row, CancellationToken cancellationToken) => database.RunAsync(
        "INSERT INTO kept (list, key, value) VALUES ($1, $2, $3) ON CONFLICT (list, key) DO UPDATE SET value = excluded.value",
        cancellationToken,
        row.List, row.Key, row.Value);

    /// <inheritdoc cref="IKeptRows.KeptAsync(string, string, CancellationToken)"/>
    public async Task<KeptRow?> FindAsync(string list, string key, CancellationToken cancellationToken) =>
        await ReadAsync("SELECT key, value FROM kept WHERE list = $1 AND key = $2", list, cancellationToken, key).ConfigureAwait(false) is [var row] ? row : null;

    /// <inheritdoc cref="IKeptRows.KeptAsync(string, int, string, CancellationToken)"/>
    public async Task<IReadOnlyList<KeptRow>> ListAsync(string list, int limit, string? below, CancellationToken cancellationToken) =>
        await ReadAsync("SELECT key, value FROM kept WHERE list = $1 AND key < $2 ORDER BY key DESC LIMIT $3", list, cancellationToken, below ?? "~", limit).ConfigureAwait(false);

    /// <inheritdoc cref="IKeptRows.TrimKeptAsync"/>
    public Task TrimAsync(string list, int most, DateTimeOffset before, CancellationToken cancellationToken) => database.RunAsync(
        "DELETE FROM kept WHERE list = $1 AND (key < $2 OR key <= (SELECT key FROM kept WHERE list = $1 ORDER BY key DESC LIMIT 1 OFFSET $3))",
        cancellationToken,
        list, KeptRow.KeyAt(before), most);

    /// <inheritdoc cref="IKeptRows.RemoveKeptAsync"/>
    public Task RemoveAsync(string list, string key, CancellationToken cancellationToken) =>
        database.RunAsync("DELETE FROM kept WHERE list = $1 AND key = $2", cancellationToken, list, key);

    private Task<List<KeptRow>> ReadAsync(string sql, string list, CancellationToken cancellationToken, params object[] of) =>
        database.AskAsync(sql, row => new KeptRow(list, row.GetString(0), row.GetString(1)), cancellationToken, [list, .. of]);
}
