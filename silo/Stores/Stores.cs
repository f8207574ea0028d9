using OrderGrains.Azure;
using OrderGrains.Engine;
using OrderGrains.Postgres;
using OrderGrains.Sqlite;

namespace OrderGrains.Silo;

/// <summary>The stores that commands work on, by their settings.</summary>
internal static class Stores
{
    /// <summary>Opens a store to copy from or into, and takes its lease.</summary>
    /// <exception cref="InvalidOperationException">The store is in use, or of a kind that keeps nothing.</exception>
    public static async Task<IStoreCopy> OpenCopyAsync(OrderGrainsSettings settings) => settings.Storage.Kind switch
    {
        "Sqlite" => await SqliteCopy.OpenAsync(settings.Storage.DataDirectory),
        "Postgres" => await PostgresCopy.OpenAsync(Postgres(settings)),
        "Azure" => await AzureCopy.OpenAsync(Azure(settings)),
        _ => throw new InvalidOperationException("Memory keeps nothing: there is nothing to copy from or into."),
    };

    /// <summary>Makes what a store that several share needs; a sentence that says what was done.</summary>
    public static async Task<string> SetUpAsync(OrderGrainsSettings settings) => settings.Storage.Kind switch
    {
        "Postgres" => await PostgresSetup.RunAsync(Postgres(settings)),
        "Azure" => await AzureSetup.RunAsync(Azure(settings)),
        "Sqlite" => "Nothing is needed: a hub on this machine alone makes its data directory when it starts.",
        _ => "Nothing is needed: Memory keeps nothing.",
    };

    private static PostgresOptions Postgres(OrderGrainsSettings settings) => new() { ConnectionString = settings.Storage.ConnectionString! };

    private static AzureOptions Azure(OrderGrainsSettings settings) => new()
    {
        ConnectionString = settings.Storage.ConnectionString,
        ServiceUri = settings.Storage.ServiceUri,
        ServiceId = settings.Cluster.ServiceId,
    };
}
