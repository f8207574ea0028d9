using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Logging.Abstractions;
using OrderGrains.Azure;
using OrderGrains.Engine;
using OrderGrains.EngineTests.Support;
using Orleans.Storage;

namespace OrderGrains.EngineTests.Store.Azure;

/// <summary>A container and tables of their own in the account, gone when disposed.</summary>
internal sealed class TestAccount : ICopiedFixture, IKeyValueStorage
{
    private static int s_count;

    private readonly FrameworkRecords _records;
    private readonly BlobContainerClient _container;
    private readonly TableServiceClient _tables;

    private TestAccount(AzureOptions options)
    {
        var account = new AzureAccount(options);
        (Options, _records) = (options, new(account, NullLoggerFactory.Instance));
        (Blobs, Table) = (new AzureBlobs(account.Container), new AzureTable(account.Rows));
        _container = new(options.ConnectionString, options.ServiceId);
        _tables = new(options.ConnectionString);
    }

    public AzureOptions Options { get; }

    public StoreFaults Faults { get; } = new();

    public IBlobs Blobs { get; }

    public IEntityTable Table { get; }

    public IGrainStorage Records => _records.Storage;

    /// <summary>The table of membership.</summary>
    public TableClient Silos => _tables.GetTableClient($"{Options.ServiceId}silos");

    private TableClient Rows => _tables.GetTableClient($"{Options.ServiceId}rows");

    /// <summary>One that is a hub's, and holds nothing yet.</summary>
    public static async Task<TestAccount> CreateAsync(Func<KeyRing>? keys = null)
    {
        var made = new TestAccount(new()
        {
            Keys = keys ?? (static () => KeyRing.None),
            ConnectionString = await Azurite.ConnectionStringAsync(),
            ServiceId = $"test{Environment.ProcessId}x{Interlocked.Increment(ref s_count)}",
            Timeout = TimeSpan.FromSeconds(20), // Azurite is one thread, and others test beside it.
            WriteWait = Within.Patience,
        });
        Assert.Equal("Container and table were made.", await AzureSetup.RunAsync(made.Options));
        await made._records.StartAsync(default);
        return made;
    }

    public async Task<IOrderStore> OpenAsync()
    {
        var store = new AzureStore(Options, TimeProvider.System, NullLoggerFactory.Instance, Faults);
        await store.OpenAsync(default);
        return store;
    }

    public async Task<IStoreCopy> OpenCopyAsync() => await AzureCopy.OpenAsync(Options);

    public async Task<IReadOnlyList<EntityRow>> RowsOfAsync(string partitions)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {partitions} and PartitionKey lt {partitions + RowRange.End}");
        return await Rows.QueryAsync<TableEntity>(filter)
            .Select(row => new EntityRow(new(row.PartitionKey, row.RowKey), row.GetString("Value"), default, row.ETag.ToString())).ToListAsync();
    }

    /// <summary>Leaves nothing of it, not even container and tables.</summary>
    public async Task EmptyAsync()
    {
        await _container.DeleteIfExistsAsync();
        foreach (var table in (string[])["rows", "silos", "reminders"])
        {
            await _tables.DeleteTableAsync($"{Options.ServiceId}{table}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await EmptyAsync();
        await _records.DisposeAsync();
    }
}
