using Microsoft.Extensions.Logging.Abstractions;
using OrderGrains.Azure;
using OrderGrains.Engine;
using OrderGrains.Engine.Memory;
using OrderGrains.EngineTests.Contract;
using OrderGrains.EngineTests.Store.Azure;

namespace OrderGrains.EngineTests.Hub;

/// <summary>The promises, kept by two silos over Azure Storage.</summary>
[NeedsAzure]
public sealed class AzureHubContract : EngineContract
{
    private protected override async Task<IEngineFixture> CreateAsync() => new HubFixture(new AzureHubStore(await TestAccount.CreateAsync()));
}

/// <summary>Orders in a container and tables of their own.</summary>
internal sealed class AzureHubStore(TestAccount account) : IHubStore
{
    public int Silos => 2;

    public bool IsShared => false;

    public IReminderRows Reminders { get; } = new MemoryReminders();

    public IOrderStore Make() => new AzureStore(account.Options, TimeProvider.System, NullLoggerFactory.Instance);

    public ValueTask DisposeAsync() => account.DisposeAsync();
}
