namespace OrderGrains.Postgres;

/// <summary>The lease of a copy, a row that silos look at as they open the store and as they join (<c>queries.sql</c>). It goes by the database's clock.</summary>
internal static class PostgresLease
{
    /// <summary>Takes it first and looks for silos then, so that a silo that joins meanwhile is seen or sees.</summary>
    /// <exception cref="InvalidOperationException">Silos run, or another copy is under way.</exception>
    public static async Task<CopyLease> TakeAsync(PostgresDatabase database, TimeProvider time, CancellationToken cancellationToken)
    {
        var holder = Guid.NewGuid().ToByteArray();
        var lease = await CopyLease.TakeAsync(() => RenewAsync(database, holder), () => ReleaseAsync(database, holder), time).ConfigureAwait(false);
        try
        {
            if ((await RunningAsync(database, cancellationToken).ConfigureAwait(false)).Count > 0)
            {
                throw new InvalidOperationException("Silos run on the database. Stop them; one that was killed counts as gone after two minutes.");
            }

            return lease;
        }
        catch
        {
            await lease.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private static async Task<bool> RenewAsync(PostgresDatabase database, byte[] holder) => await database.RunAsync(
        """
        INSERT INTO meta (name, value, held_until) VALUES ('copy', $1, clock_timestamp() + $2)
        ON CONFLICT (name) DO UPDATE SET value = excluded.value, held_until = excluded.held_until
        WHERE meta.held_until <= clock_timestamp() OR meta.value = excluded.value
        """,
        CancellationToken.None,
        holder, CopyLease.Lasts).ConfigureAwait(false) == 1;

    private static Task ReleaseAsync(PostgresDatabase database, byte[] holder) =>
        database.RunAsync("DELETE FROM meta WHERE name = 'copy' AND value = $1", CancellationToken.None, holder);

    private static Task<List<int>> RunningAsync(PostgresDatabase database, CancellationToken cancellationToken) => database.AskAsync(
        "SELECT port FROM silos WHERE status <> $1 AND alive_at > clock_timestamp() - $2",
        row => row.GetInt32(0),
        cancellationToken,
        (int)Orleans.Runtime.SiloStatus.Dead, CopyLease.SiloRuns);
}
