using OrderGrains.Engine;

namespace OrderGrains.EngineTests.Hub;

/// <summary>Where a hub under test keeps its orders: what stays from one run to the next.</summary>
internal interface IHubStore : IAsyncDisposable
{
    /// <summary>Silos that share it. One alone also serves; beside several a process of its own does.</summary>
    int Silos { get; }

    /// <summary>A store on what earlier ones stored, not opened; one for each process.</summary>
    IOrderStore Make();

    /// <summary>The reminders of a store that was made here; those of the framework's providers are tried with processes.</summary>
    IReminderRows RemindersOf(IOrderStore store);
}
