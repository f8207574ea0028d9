using Orleans.Hosting;

namespace OrderGrains.Azure;

/// <summary>What of a cluster stands in the account beside the orders, and what is done to it before a silo starts.</summary>
public static class AzureSetup
{
    /// <summary>Whether a text is a connection string of an account with blobs and tables.</summary>
    public static bool IsConnectionString(string text)
    {
        try
        {
            var account = new AzureAccount(new() { ConnectionString = text, ServiceId = "ordergrains" });
            return account is { Container: not null, Rows: not null };
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or InvalidOperationException)
        {
            return false;
        }
    }

    /// <summary>Membership and reminders of a silo by the framework's providers, which make their tables as they start.</summary>
    public static ISiloBuilder UseAzureMembership(this ISiloBuilder silo, AzureOptions options)
    {
        var account = new AzureAccount(options);
        silo.UseAzureStorageClustering(membership =>
            (membership.TableServiceClient, membership.TableName) = (account.FrameworkTables, account.SilosTable));
        return silo.UseAzureTableReminderService(reminders =>
            (reminders.TableServiceClient, reminders.TableName) = (account.FrameworkTables, account.RemindersTable));
    }

    /// <summary>How a process that only calls finds silos.</summary>
    public static IClientBuilder UseAzureMembership(this IClientBuilder client, AzureOptions options)
    {
        var account = new AzureAccount(options);
        return client.UseAzureStorageClustering(membership =>
            (membership.TableServiceClient, membership.TableName) = (account.FrameworkTables, account.SilosTable));
    }

    /// <summary>Makes container and table where there are none (<c>silo init-database</c>); a sentence that says what was done.</summary>
    /// <exception cref="InvalidOperationException">Another version of this program wrote them.</exception>
    /// <exception cref="EngineUnavailableException">The account failed.</exception>
    public static Task<string> RunAsync(AzureOptions options, CancellationToken cancellationToken = default) =>
        AzureFailures.ToldAsync(() => InitAsync(new(options), cancellationToken), cancellationToken);

    private static async Task<string> InitAsync(AzureAccount account, CancellationToken cancellationToken)
    {
        await account.Container.CreateIfNotExistsAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        await account.Rows.CreateIfNotExistsAsync(cancellationToken).ConfigureAwait(false);
        return await AzureSchema.InitAsync(new AzureBlobs(account.Container), cancellationToken).ConfigureAwait(false)
            ? "Container and table were made."
            : "Container and table were there.";
    }
}
