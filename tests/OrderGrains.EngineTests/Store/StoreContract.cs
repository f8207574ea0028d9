using OrderGrains.Engine;
using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests.Store;

/// <summary>What every store promises.</summary>
public abstract partial class StoreContract : IAsyncLifetime
{
    private static readonly LaneName Vtex = new(Some.Tenant, Target.Vtex);
    private static readonly LaneName Clock = LaneName.Clock(Some.Tenant);

    private IStoreFixture? _fixture;

    /// <summary>Makes an empty store.</summary>
    protected abstract Task<IStoreFixture> MakeAsync();

    /// <summary>How many orders are written at once.</summary>
    protected virtual int Crowd => 200;

    private IStoreFixture Fixture => _fixture!;

    private IOrderStore Store { get; set; } = null!;

    public async Task InitializeAsync()
    {
        _fixture = await MakeAsync();
        Store = await _fixture.OpenAsync();
    }

    public async Task DisposeAsync()
    {
        if (Store is not null)
        {
            await Store.DisposeAsync();
        }

        if (_fixture is not null)
        {
            await _fixture.DisposeAsync();
        }
    }

    private async Task ReopenAsync(bool crash = false)
    {
        if (!crash)
        {
            await Within.Reason(Store.CloseAsync());
        }

        await Store.DisposeAsync();
        Store = await Within.Reason(Fixture.OpenAsync());
    }

    private async Task<(OrderRecord Record, StoreTag? Tag)> ReadAsync(OrderId order)
    {
        var stored = await Within.Reason(Store.FindAsync(order, default));
        return stored is null ? (OrderRecord.New(order), null) : (RecordCodec.Read(stored.Bytes, order), stored.Tag);
    }

    /// <summary>Reads an order and writes over it.</summary>
    private async Task<OrderWrite> WriteAsync(OrderId order, Func<OrderRecord, OrderRecord>? change = null, params LogEntry[] log)
    {
        var (before, tag) = await ReadAsync(order);
        var write = Change.Over(before, tag, change, log);
        Assert.NotNull(await Within.Reason(Store.WriteAsync(write)));
        return write;
    }

    private async Task RemoveAsync(OrderId order)
    {
        var (before, tag) = await ReadAsync(order);
        Assert.Null(await Within.Reason(Store.WriteAsync(Change.Removal(before, tag))));
    }

    private async Task<List<string>> ListedAsync(OrderQuery? query = null) =>
        [.. (await Within.Reason(Store.ListAsync(query ?? new()))).Orders.Select(head => OrderId.Parse(head.Id).ExternalId)];

    private async Task<List<string>> DueAsync(LaneName lane, DateTimeOffset upTo) =>
        [.. (await Within.Reason(Store.DueAsync(lane, DuePosition.Start, upTo, 100, default))).Select(row => row.Order.ExternalId)];
}
