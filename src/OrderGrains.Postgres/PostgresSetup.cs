using Npgsql;
using Orleans.Hosting;

namespace OrderGrains.Postgres;

/// <summary>What of a cluster stands in the database beside the orders, and what is done to it before a silo starts.</summary>
public static class PostgresSetup
{
    private const string Invariant = "Npgsql";

    /// <summary>Whether a text is a connection string that leads to some database.</summary>
    public static bool IsConnectionString(string text)
    {
        try
        {
            NpgsqlDataSource.Create(ConnectionStrings.Complete(text)).Dispose();
            return true;
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidOperationException or NotSupportedException)
        {
            return false;
        }
    }

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

    /// <summary>Makes the tables where there are none (<c>silo init-database</c>); a sentence that says what was done.</summary>
    /// <exception cref="InvalidOperationException">Another version of this program wrote them.</exception>
    /// <exception cref="EngineUnavailableException">The database cannot be reached.</exception>
    public static async Task<string> RunAsync(PostgresOptions options, CancellationToken cancellationToken = default)
    {
        var database = new PostgresDatabase(options.ConnectionString);
        await using (database.ConfigureAwait(false))
        {
            return await PostgresSchema.InitAsync(database, cancellationToken).ConfigureAwait(false) == 0
                ? "The tables were made."
                : "The tables were there; the statements of membership and reminders were written anew.";
        }
    }
}
