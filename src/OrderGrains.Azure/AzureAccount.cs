using Azure;
using Azure.Core;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Configuration;
using Orleans.Storage;

namespace OrderGrains.Cluster;

/// <summary>
/// Azure Storage: records, membership and reminders by the framework's providers, logs as blobs, rows in a table. In a build with
/// <c>-p:ClusterStorage=Azure</c>.
/// </summary>
/// <remarks>Run against Azurite, not against Azure: see docs/cluster.md.</remarks>
internal static class AzureStorage
{
    /// <summary>The word in the settings.</summary>
    public const string Name = "Azure";

    /// <summary>Whether this build has it.</summary>
    public const bool InBuild = true;

    /// <summary>The framework's provider of blobs, which keeps the records.</summary>
    public const string Records = "records";

    /// <summary>One try; a write of a turn is three steps, and all of it stays within what a call between processes may take.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(3);

    /// <summary>Membership and reminders have a longer breath: a silo that is a little late is not lost.</summary>
    private static readonly TimeSpan FrameworkTimeout = TimeSpan.FromSeconds(10);

    /// <summary>What every process has.</summary>
    public static void AddStore(IServiceCollection services, ClusterSettings cluster)
    {
        services.AddSingleton<IRecordBlobs>(_ => new AzureBlobs(ContainerOf(cluster)));
        services.AddSingleton<IEntityTable>(_ => new AzureTable(TableOf(cluster)));
        services.AddSingleton<IClusterStore, KeyValueStore>();
    }

    /// <summary>What a silo has.</summary>
    public static void AddSilo(ISiloBuilder silo, ClusterSettings cluster)
    {
        silo.UseAzureStorageClustering(membership =>
            (membership.TableServiceClient, membership.TableName) = (TablesOf(cluster, FrameworkTimeout), SilosOf(cluster)));
        silo.UseAzureTableReminderService(reminders =>
            (reminders.TableServiceClient, reminders.TableName) = (TablesOf(cluster, FrameworkTimeout), $"{cluster.ServiceId}reminders"));
        AddOrders(silo.Services, cluster);
    }

    /// <summary>The grain storage of orders: the framework's for the record, within the rows and the log that belong to a write.</summary>
    public static void AddOrders(IServiceCollection services, ClusterSettings cluster)
    {
        services.AddAzureBlobGrainStorage(Records, (AzureBlobStorageOptions records) =>
        {
            (records.BlobServiceClient, records.ContainerName) = (BlobsOf(cluster), cluster.ServiceId);
            records.GrainStorageSerializer = new OrderDocumentSerializer();
            records.InitStage = ServiceLifecycleStage.RuntimeStorageServices; // It makes a container that is missing: before anything asks what is in it.
        });
        services.AddKeyedSingleton<IGrainStorage>(OrderDocument.StorageName, (provider, _) => new KeyValueOrders(
            provider.GetRequiredKeyedService<IGrainStorage>(Records),
            provider.GetRequiredService<IRecordBlobs>(),
            provider.GetRequiredService<IEntityTable>()));
    }

    /// <summary>What a process that only calls has.</summary>
    public static void AddClient(IClientBuilder client, ClusterSettings cluster) => client.UseAzureStorageClustering(membership =>
        (membership.TableServiceClient, membership.TableName) = (TablesOf(cluster, FrameworkTimeout), SilosOf(cluster)));

    /// <summary>Makes container and table; the framework's providers make theirs as they start. The form that stood there before, 0 for none.</summary>
    /// <exception cref="InvalidOperationException">Another version of this program wrote it.</exception>
    public static async Task<int> InitAsync(ClusterSettings cluster, CancellationToken cancellationToken)
    {
        var container = ContainerOf(cluster);
        await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        await TableOf(cluster).CreateIfNotExistsAsync(cancellationToken).ConfigureAwait(false);
        return await new AzureBlobs(container).InitAsync(cancellationToken).ConfigureAwait(false);
    }

    private static BlobContainerClient ContainerOf(ClusterSettings cluster) => BlobsOf(cluster).GetBlobContainerClient(cluster.ServiceId);

    private static BlobServiceClient BlobsOf(ClusterSettings cluster) =>
        new(cluster.ConnectionString, Bounded(new BlobClientOptions(), Timeout));

    private static TableClient TableOf(ClusterSettings cluster) => TablesOf(cluster, Timeout).GetTableClient($"{cluster.ServiceId}rows");

    private static TableServiceClient TablesOf(ClusterSettings cluster, TimeSpan timeout) =>
        new(cluster.ConnectionString, Bounded(new TableClientOptions(), timeout));

    private static string SilosOf(ClusterSettings cluster) => $"{cluster.ServiceId}silos";

    private static T Bounded<T>(T options, TimeSpan timeout)
        where T : ClientOptions
    {
        options.Retry.MaxRetries = 1;
        options.Retry.Delay = TimeSpan.FromMilliseconds(200);
        options.Retry.MaxDelay = TimeSpan.FromMilliseconds(500);
        options.Retry.NetworkTimeout = timeout;
        return options;
    }

    /// <summary>Blobs of one container.</summary>
    private sealed class AzureBlobs(BlobContainerClient container) : IRecordBlobs
    {
        /// <inheritdoc/>
        public async Task<StoredBlob?> ReadAsync(string name, CancellationToken cancellationToken)
        {
            try
            {
                var read = await container.GetBlobClient(name).DownloadContentAsync(cancellationToken).ConfigureAwait(false);
                return new(read.Value.Content.ToArray(), read.Value.Details.ETag.ToString());
            }
            catch (RequestFailedException exception) when (IsNoBlob(exception))
            {
                return null;
            }
        }

        /// <inheritdoc/>
        public async Task<string?> WriteAsync(string name, ReadOnlyMemory<byte> bytes, string? etag, CancellationToken cancellationToken)
        {
            var conditions = etag is null ? new BlobRequestConditions { IfNoneMatch = ETag.All } : new BlobRequestConditions { IfMatch = new ETag(etag) };
            try
            {
                var written = await container.GetBlobClient(name)
                    .UploadAsync(BinaryData.FromBytes(bytes), new BlobUploadOptions { Conditions = conditions }, cancellationToken).ConfigureAwait(false);
                return written.Value.ETag.ToString();
            }
            catch (RequestFailedException exception) when (exception.Status == 412 || exception.ErrorCode == "BlobAlreadyExists")
            {
                // Also where the first try was done and only its answer lost: whoever reads again finds it.
                return null;
            }
        }

        /// <inheritdoc/>
        public async Task AppendAsync(string name, ReadOnlyMemory<byte> block, CancellationToken cancellationToken)
        {
            var log = container.GetAppendBlobClient(name);
            try
            {
                await AppendAsync(log, block, cancellationToken).ConfigureAwait(false);
            }
            catch (RequestFailedException exception) when (IsNoBlob(exception))
            {
                await log.CreateIfNotExistsAsync(new AppendBlobCreateOptions(), cancellationToken).ConfigureAwait(false);
                await AppendAsync(log, block, cancellationToken).ConfigureAwait(false);
            }
        }

        private static async Task AppendAsync(AppendBlobClient log, ReadOnlyMemory<byte> block, CancellationToken cancellationToken)
        {
            using var content = BinaryData.FromBytes(block).ToStream();
            await log.AppendBlockAsync(content, new AppendBlobAppendBlockOptions(), cancellationToken).ConfigureAwait(false);
        }

        /// <summary>Not where the container is missing: that is a storage that nobody made.</summary>
        private static bool IsNoBlob(RequestFailedException exception) => exception is { Status: 404, ErrorCode: "BlobNotFound" };
    }

    /// <summary>Rows of one table.</summary>
    private sealed class AzureTable(TableClient table) : IEntityTable
    {
        private const string Value = "Value";

        /// <inheritdoc/>
        public Task UpsertAsync(RowKey key, string value, CancellationToken cancellationToken) =>
            table.UpsertEntityAsync(new TableEntity(key.Partition, key.Key) { [Value] = value }, TableUpdateMode.Replace, cancellationToken);

        /// <inheritdoc/>
        public async Task<bool> DeleteAsync(RowKey key, string? etag, CancellationToken cancellationToken)
        {
            try
            {
                var gone = await table.DeleteEntityAsync(
                    key.Partition, key.Key, etag is null ? ETag.All : new ETag(etag), cancellationToken).ConfigureAwait(false);
                return gone.Status != 404; // The client returns that status, and throws the others.
            }
            catch (RequestFailedException exception) when (exception.Status is 404 or 412)
            {
                return false;
            }
        }

        /// <inheritdoc/>
        public async Task<EntityRow?> ReadAsync(RowKey key, CancellationToken cancellationToken)
        {
            var read = await table.GetEntityIfExistsAsync<TableEntity>(key.Partition, key.Key, cancellationToken: cancellationToken).ConfigureAwait(false);
            return read.HasValue ? RowOf(read.Value!) : null;
        }

        /// <inheritdoc/>
        public async Task<IReadOnlyList<EntityRow>> PageAsync(RowRange range, int limit, CancellationToken cancellationToken)
        {
            var filter = TableClient.CreateQueryFilter(
                $"PartitionKey eq {range.Partition} and RowKey gt {range.After} and RowKey lt {range.Before}");
            var page = new List<EntityRow>(limit);
            await foreach (var row in table.QueryAsync<TableEntity>(filter, limit, cancellationToken: cancellationToken).ConfigureAwait(false))
            {
                page.Add(RowOf(row));
                if (page.Count == limit)
                {
                    break;
                }
            }

            return page;
        }

        private static EntityRow RowOf(TableEntity entity) =>
            new(new(entity.PartitionKey, entity.RowKey), entity.GetString(Value) ?? "", entity.ETag.ToString());
    }
}
