using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;

namespace OrderGrains.Azure;

/// <summary>The account, what stands in it under the hub's name, and how long one try may take.</summary>
internal sealed class AzureAccount(AzureOptions options)
{
    /// <summary>Membership and reminders: a silo that is asked for a sign of life cannot wait longer.</summary>
    private static readonly TimeSpan FrameworkTimeout = TimeSpan.FromSeconds(2);

    /// <summary>Records, logs and what stands beside them.</summary>
    public BlobContainerClient Container => Blobs().GetBlobContainerClient(options.ServiceId);

    /// <summary>Rows by which orders are found.</summary>
    public TableClient Rows => Tables(options.Timeout).GetTableClient($"{options.ServiceId}rows");

    /// <summary>For membership and reminders.</summary>
    public TableServiceClient FrameworkTables => Tables(FrameworkTimeout);

    /// <summary>The table of membership.</summary>
    public string SilosTable => $"{options.ServiceId}silos";

    /// <summary>The table of reminders.</summary>
    public string RemindersTable => $"{options.ServiceId}reminders";

    /// <summary>
    /// Blobs for the framework's provider of records. A write is tried once: where the first try was stored and its answer lost, a second would fail on the first
    /// one's ETag, and look like somebody else's write.
    /// </summary>
    public BlobServiceClient Records() => Blobs(new ReadsAgain());

    /// <summary>Whether a silo that is not dead gave a sign of life since a time.</summary>
    public async Task<bool> HasSilosAsync(DateTimeOffset since, CancellationToken cancellationToken)
    {
        try
        {
            var silos = Tables(options.Timeout).GetTableClient(SilosTable).QueryAsync<TableEntity>(silo => silo.Timestamp > since, cancellationToken: cancellationToken);
            return await silos.AnyAsync(silo => silo.GetString("Status") is { } status && status != "Dead", cancellationToken).ConfigureAwait(false);
        }
        catch (RequestFailedException exception) when (exception is { Status: 404 })
        {
            return false; // No silo was ever started.
        }
    }

    /// <summary>Where the tables are of the account whose blobs are at an address.</summary>
    /// <exception cref="InvalidOperationException">The address is not one of blobs.</exception>
    internal static Uri TablesAt(Uri blobs) => blobs.Host.Split('.') is [var account, "blob", .. var zone]
        ? new UriBuilder(blobs) { Host = string.Join('.', [account, "table", .. zone]) }.Uri
        : throw new InvalidOperationException("Storage:ServiceUri is the address of the account's blobs, such as https://account.blob.core.windows.net.");

    private BlobServiceClient Blobs(RetryPolicy? retries = null)
    {
        var bounds = Bounded(new BlobClientOptions { RetryPolicy = retries }, options.Timeout);
        return options.ServiceUri is { } address
            ? new(new Uri(address), new DefaultAzureCredential(), bounds)
            : new(options.ConnectionString, bounds);
    }

    private TableServiceClient Tables(TimeSpan timeout)
    {
        var bounds = Bounded(new TableClientOptions(), timeout);
        return options.ServiceUri is { } address
            ? new(TablesAt(new(address)), new DefaultAzureCredential(), bounds)
            : new(options.ConnectionString, bounds);
    }

    private static T Bounded<T>(T options, TimeSpan timeout)
        where T : ClientOptions
    {
        options.Retry.MaxRetries = 1;
        options.Retry.Delay = TimeSpan.FromMilliseconds(200);
        options.Retry.MaxDelay = TimeSpan.FromMilliseconds(500);
        options.Retry.NetworkTimeout = timeout;
        return options;
    }

    private sealed class ReadsAgain() : RetryPolicy(maxRetries: 1, DelayStrategy.CreateFixedDelayStrategy(TimeSpan.FromMilliseconds(200)))
    {
        protected override bool ShouldRetry(HttpMessage message, Exception? exception) =>
            message.Request.Method == RequestMethod.Get && base.ShouldRetry(message, exception);

        protected override ValueTask<bool> ShouldRetryAsync(HttpMessage message, Exception? exception) =>
            message.Request.Method == RequestMethod.Get ? base.ShouldRetryAsync(message, exception) : ValueTask.FromResult(false);
    }
}
