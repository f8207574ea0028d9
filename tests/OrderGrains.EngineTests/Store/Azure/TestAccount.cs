using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Specialized;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using OrderGrains.Cluster;
using OrderGrains.EngineTests.Cluster.KeyValue;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Serialization;
using Orleans.Storage;

namespace OrderGrains.EngineTests.Cluster.Azure;

/// <summary>A container and tables of their own in the account that <c>ORDERGRAINS_AZURE</c> names, gone when disposed.</summary>
internal sealed class TestAccount : IKeyValueStorage
{
    private static int _count;

    private readonly ServiceProvider _parts;
    private readonly BlobContainerClient _container;
    private readonly TableServiceClient _tables;

    private TestAccount(ClusterSettings settings, ServiceProvider parts)
    {
        (Settings, _parts) = (settings, parts);
        _container = new(settings.ConnectionString, settings.ServiceId);
        _tables = new(settings.ConnectionString);
    }

    public ClusterSettings Settings { get; }

    /// <summary>The settings, for a process.</summary>
    public string[] Arguments =>
    [
        $"--OrderGrains:Cluster:Storage={Settings.Storage}",
        $"--OrderGrains:Cluster:ConnectionString={Settings.ConnectionString}",
        $"--OrderGrains:Cluster:ServiceId={Settings.ServiceId}",
    ];

    public IRecordBlobs Blobs => _parts.GetRequiredService<IRecordBlobs>();

    public IEntityTable Table => _parts.GetRequiredService<IEntityTable>();

    public IGrainStorage Records => _parts.GetRequiredKeyedService<IGrainStorage>(AzureStorage.Records);

    private TableClient Rows => _tables.GetTableClient($"{Settings.ServiceId}rows");

    /// <summary>With container and table, and nothing in them.</summary>
    public static async Task<TestAccount> CreateAsync()
    {
        var settings = new ClusterSettings
        {
            Storage = AzureStorage.Name,
            ConnectionString = Environment.GetEnvironmentVariable("ORDERGRAINS_AZURE")
                ?? throw new InvalidOperationException("ORDERGRAINS_AZURE names no account."),
            ServiceId = $"test{Environment.ProcessId}x{Interlocked.Increment(ref _count)}",
        };
        var services = new ServiceCollection().AddLogging().AddSerializer();
        AzureStorage.AddStore(services, settings);
        AzureStorage.AddOrders(services, settings);
        var made = new TestAccount(settings, services.BuildServiceProvider());
        await made._container.CreateAsync();
        await made.Rows.CreateAsync();
        await made.StartAsync();
        return made;
    }

    public async Task<IReadOnlyList<EntityRow>> RowsOfAsync(string partitions)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {partitions} and PartitionKey lt {partitions + RowRange.End}");
        return await Rows.QueryAsync<TableEntity>(filter)
            .Select(row => new EntityRow(new(row.PartitionKey, row.RowKey), row.GetString("Value"), row.ETag.ToString())).ToListAsync();
    }

    public Task PlantAsync(string name, byte[] bytes) => _container.GetBlobClient(name).UploadAsync(BinaryData.FromBytes(bytes), overwrite: true);

    public async Task<(string Text, int Blocks)> LogAsync(string name)
    {
        var log = _container.GetAppendBlobClient(name);
        var text = (await log.DownloadContentAsync()).Value.Content.ToString();
        return (text, (await log.GetPropertiesAsync()).Value.BlobCommittedBlockCount);
    }

    /// <summary>Leaves nothing of it, not even container and tables.</summary>
    public async Task EmptyAsync()
    {
        await _container.DeleteIfExistsAsync();
        foreach (var table in (string[])["rows", "silos", "reminders"])
        {
            await _tables.DeleteTableAsync($"{Settings.ServiceId}{table}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await EmptyAsync();
        await _parts.DisposeAsync();
    }

    /// <summary>The framework's provider starts with its silo.</summary>
    private async Task StartAsync()
    {
        var silo = new SiloLifecycleSubject(NullLogger<SiloLifecycleSubject>.Instance);
        foreach (var part in _parts.GetServices<ILifecycleParticipant<ISiloLifecycle>>())
        {
            part.Participate(silo);
        }

        await silo.OnStart();
    }
}
