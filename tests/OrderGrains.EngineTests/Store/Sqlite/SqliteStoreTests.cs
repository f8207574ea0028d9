using OrderGrains.Engine;
using OrderGrains.Sqlite;

namespace OrderGrains.EngineTests.Store.Sqlite;

public sealed class SqliteStoreTests : StoreContract
{
    protected override Task<IStoreFixture> MakeAsync() => Task.FromResult<IStoreFixture>(new SqliteFixture());
}

public sealed class SqliteRemindersTests : ReminderRowsContract
{
    protected override Task<IStoreFixture> MakeAsync() => Task.FromResult<IStoreFixture>(new SqliteFixture());

    protected override IReminderRows RemindersOf(IOrderStore store) => ((SqliteStore)store).Reminders;
}

public sealed class SqliteCopyTests : StoreCopyContract
{
    protected override Task<ICopiedFixture> MakeAsync() => Task.FromResult<ICopiedFixture>(new SqliteFixture());
}
