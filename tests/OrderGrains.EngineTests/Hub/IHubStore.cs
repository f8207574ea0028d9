using OrderGrains.Engine;
using OrderGrains.Engine.Memory;

namespace OrderGrains.EngineTests.Hub;

/// <summary>Where a hub under test keeps its orders: what stays from one run to the next.</summary>
internal interface IHubStore : IAsyncDisposable
{
    /// <summary>Silos that share it.</summary>
    int Silos { get; }

    /// <summary>A store on what earlier ones stored, not opened; one for each silo and one for the front, unless <see cref="IsShared"/>.</summary>
    IOrderStore Make();

    /// <summary>Its reminders; those of the framework's providers are tried with processes.</summary>
    IReminderRows Reminders { get; }

    /// <summary>Whether one process has it for itself, and so everything in it the same object.</summary>
    bool IsShared { get; }
}

/// <summary>The store in memory, which outlives the silos of a test.</summary>
internal sealed class MemoryHubStore : IHubStore
{
    private readonly MemoryStore _store = new();

    public int Silos => 2;

    public bool IsShared => true;

    public IReminderRows Reminders => _store.Reminders;

    public IOrderStore Make() => _store;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
