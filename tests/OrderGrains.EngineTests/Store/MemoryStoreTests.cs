using OrderGrains.Engine;
using OrderGrains.Engine.Memory;

namespace OrderGrains.EngineTests.Store;

public sealed class MemoryStoreTests : StoreContract
{
    protected override Task<IStoreFixture> MakeAsync() => Task.FromResult<IStoreFixture>(new MemoryFixture());
}

public sealed class MemoryRemindersTests : ReminderRowsContract
{
    protected override Task<IStoreFixture> MakeAsync() => Task.FromResult<IStoreFixture>(new MemoryFixture());

    protected override IReminderRows RemindersOf(IOrderStore store) => ((MemoryStore)store).Reminders;
}

internal sealed class MemoryFixture : IStoreFixture
{
    private readonly MemoryStore _store;

    public MemoryFixture() => _store = new(Faults);

    public StoreFaults Faults { get; } = new();

    public async Task<IOrderStore> OpenAsync()
    {
        await _store.OpenAsync(default);
        return _store;
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
