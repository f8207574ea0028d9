using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace OrderGrains.Azure;

/// <summary>What the store and a copy are made of, over three seams: a provider of grain storage, blobs and a table.</summary>
internal sealed class AzureParts : IAsyncDisposable
{
    private readonly FrameworkRecords? _framework;

    /// <summary>Over given seams; the provider has started.</summary>
    public AzureParts(IGrainStorage storage, IBlobs blobs, IEntityTable table, Func<KeyRing>? keys = null)
    {
        (Records, Blobs) = (new(storage, keys ?? (static () => KeyRing.None)), blobs);
        var stale = new StaleDueRows(Records, table);
        (Index, Lanes, Log) = (new(Records, table), new(table, stale), new(blobs, table));
        Steps = new(Records, table, Log, stale);
        (Forgotten, Audit, Kept) = (new(table), new(table), new(table));
    }

    private AzureParts(AzureAccount account, FrameworkRecords framework, Func<KeyRing> keys)
        : this(framework.Storage, new AzureBlobs(account.Container), new AzureTable(account.Rows), keys) => _framework = framework;

    public GrainRecords Records { get; }

    public IBlobs Blobs { get; }

    public AzureIndex Index { get; }

    public AzureLanes Lanes { get; }

    public AzureLog Log { get; }

    public OrderSteps Steps { get; }

    public Forgotten Forgotten { get; }

    public AzureAudit Audit { get; }

    public Kept Kept { get; }

    /// <summary>Over an account.</summary>
    public static AzureParts Of(AzureOptions options, ILoggerFactory log)
    {
        var account = new AzureAccount(options);
        return new(account, new FrameworkRecords(account, log), options.Keys);
    }

    /// <summary>Starts the framework's provider.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => _framework?.StartAsync(cancellationToken) ?? Task.CompletedTask;

    /// <summary>The log of an order, by its record as it stands; empty where there is none.</summary>
    public async Task<IReadOnlyList<LogEntry>> LogAsync(OrderId order, CancellationToken cancellationToken) =>
        await Records.ReadAsync(order).WaitAsync(cancellationToken).ConfigureAwait(false) is { Record: { } record } held
            ? await Log.ReadAsync(order, record.Version, LogName.Fingerprint(held.Bytes.Span), cancellationToken).ConfigureAwait(false)
            : [];

    public async ValueTask DisposeAsync()
    {
        if (_framework is not null)
        {
            await _framework.DisposeAsync().ConfigureAwait(false);
        }
    }
}
