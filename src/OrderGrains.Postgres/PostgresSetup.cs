using Orleans.Hosting;

namespace OrderGrains.Postgres;

/// <summary>What of a cluster stands in the database beside the orders, and what is done to it before a silo starts.</summary>
public static class PostgresSetup
{
    private const string Invariant = "Npgsql";

    /// <summary>Membership and reminders of a silo by the framework's providers, on connections of their own.</summary>
    public static ISiloBuilder UsePostgresMembership(this ISiloBuilder silo, PostgresOptions options)
    {
        var connections = ConnectionStrings.ForFramework(options.ConnectionString);
        silo.UseAdoNetClustering(membership => (membership.Invariant, membership.ConnectionString) = (Invariant, connections));
        return silo.UseAdoNetReminderService(reminders => (reminders.Invariant, reminders.ConnectionString) = (Invariant, connections));
    }

    /// <summary>How a process that only calls finds silos.</summary>
    public static IClientBuilder UsePostgresMembership(this IClientBuilder client, PostgresOptions options)
    {
        var connections = ConnectionStrings.ForFramework(options.ConnectionString);
        return client.UseAdoNetClustering(membership => (membership.Invariant, membership.ConnectionString) = (Invariant, connections));
    }

    /// <summary>Makes the tables where there are none (<c>silo init-database</c>); whether they were made.</summary>
    /// <exception cref="InvalidOperationException">Another version of this program wrote them.</exception>
    /// <exception cref="EngineUnavailableException">The database cannot be reached.</exception>
    public static async Task<bool> InitAsync(PostgresOptions options, CancellationToken cancellationToken)
    {
        var database = new PostgresDatabase(options.ConnectionString);
        await using (database.ConfigureAwait(false))
        {
            return await PostgresSchema.InitAsync(database, cancellationToken).ConfigureAwait(false) == 0;
        }
    }

    /// <summary>Opens the database for a copy.</summary>
    /// <exception cref="InvalidOperationException">Its tables are not those that this program needs, silos run on it, or another copy is under way.</exception>
    /// <exception cref="EngineUnavailableException">The database cannot be reached.</exception>
    public static async Task<IStoreCopy> OpenCopyAsync(PostgresOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var database = new PostgresDatabase(options.ConnectionString);
        try
        {
            await PostgresSchema.DemandAsync(database, cancellationToken).ConfigureAwait(false);
            return new PostgresCopy(database, await PostgresLease.TakeAsync(database, time, cancellationToken).ConfigureAwait(false));
        }
        catch
        {
            await database.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
