using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Serialization;
using Orleans.Storage;

namespace OrderGrains.Azure;

/// <summary>
/// The framework's provider of blobs, outside a silo: the store opens before the silo does, and a copy has none. What the provider needs of a silo is the
/// making of an empty state and a moment at which it starts; both are given here.
/// </summary>
internal sealed class FrameworkRecords : IAsyncDisposable
{
    private const string Name = "records";

    private readonly ServiceProvider _parts;
    private readonly AzureBlobGrainStorage _storage;

    public FrameworkRecords(AzureAccount account, ILoggerFactory log)
    {
        _parts = new ServiceCollection()
            .AddSingleton(log)
            .AddSingleton(typeof(ILogger<>), typeof(Logger<>))
            .AddSerializer()
            .Configure<AzureBlobStorageOptions>(Name, records =>
            {
                (records.BlobServiceClient, records.ContainerName) = (account.Records(), account.Container.Name);
                records.GrainStorageSerializer = new OrderDocumentSerializer();
            })
            .BuildServiceProvider();
        _storage = AzureBlobGrainStorageFactory.Create(_parts, Name);
    }

    /// <summary>The provider.</summary>
    public IGrainStorage Storage => _storage;

    /// <summary>Starts it. It makes a container that is missing: what is in it is to be looked at before.</summary>
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var silo = new SiloLifecycleSubject(_parts.GetRequiredService<ILogger<SiloLifecycleSubject>>());
        _storage.Participate(silo);
        return silo.OnStart(cancellationToken);
    }

    public ValueTask DisposeAsync() => _parts.DisposeAsync();
}
