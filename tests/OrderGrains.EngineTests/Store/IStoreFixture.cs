using OrderGrains.Engine;

namespace OrderGrains.EngineTests.Store;

/// <summary>One store, empty when it is made; gone with all it holds when it is disposed.</summary>
public interface IStoreFixture : IAsyncDisposable
{
    /// <summary>Points at which the store fails or waits, of every opening.</summary>
    StoreFaults Faults { get; }

    /// <summary>Opens the store on what earlier openings left in it, each of which was closed or given up by then.</summary>
    Task<IOrderStore> OpenAsync();
}

/// <summary>A store that can be copied from and into.</summary>
public interface ICopiedFixture : IStoreFixture
{
    /// <summary>Opens it for that; it is not open otherwise.</summary>
    Task<IStoreCopy> OpenCopyAsync();
}
