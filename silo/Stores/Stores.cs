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
        "Postgres" => await PostgresCopy.OpenAsync(PostgresOptions.Of(settings)),
        "Azure" => await AzureCopy.OpenAsync(AzureOptions.Of(settings)),
        _ => throw new InvalidOperationException("Memory keeps nothing: there is nothing to copy from or into."),
    };

    /// <summary>Makes what a store that several share needs; a sentence that says what was done.</summary>
    public static async Task<string> SetUpAsync(OrderGrainsSettings settings) => settings.Storage.Kind switch
    {
        "Postgres" => await PostgresSetup.RunAsync(PostgresOptions.Of(settings)),
        "Azure" => await AzureSetup.RunAsync(AzureOptions.Of(settings)),
        "Sqlite" => "Nothing is needed: a hub on this machine alone makes its data directory when it starts.",
        _ => "Nothing is needed: Memory keeps nothing.",
    };
}
