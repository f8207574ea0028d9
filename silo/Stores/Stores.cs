using OrderGrains.Azure;
using OrderGrains.Engine;
using OrderGrains.Postgres;
using OrderGrains.Sqlite;

namespace OrderGrains.Silo;

/// <summary>The stores of the settings, as commands open them, and how those are reached that several silos share.</summary>
internal static class Stores
{
    private const string ConnectionStringKey = $"{SettingsCheck.Section}:Storage:ConnectionString";

    /// <summary>What the drivers do not take of the settings; never quotes it, since there are passwords in it.</summary>
    public static IEnumerable<SettingsProblem> Problems(SiloSettings settings)
    {
        var storage = settings.Storage;
        if (string.IsNullOrWhiteSpace(storage.ConnectionString))
        {
            yield break;
        }

        if (storage.Kind == "Postgres" && !PostgresSetup.IsConnectionString(storage.ConnectionString))
        {
            yield return new(ConnectionStringKey, "This is no connection string of PostgreSQL, such as Host=db;Database=orders;Username=hub;Password=….");
        }
        else if (storage.Kind == "Azure" && !AzureSetup.IsConnectionString(storage.ConnectionString))
        {
            yield return new(ConnectionStringKey, "This is no connection string of an account in Azure Storage, as its portal shows it.");
        }
    }

    /// <summary>Opens a store to copy from, and takes its lease.</summary>
    /// <exception cref="InvalidOperationException">There is none, it is in use, or its kind keeps nothing.</exception>
    public static async Task<IStoreCopy> OpenSourceAsync(SiloSettings settings) => settings.Storage.Kind == "Sqlite"
        ? SqliteCopy.OpenSource(settings.Storage.DataDirectory)
        : await OpenSharedAsync(settings);

    /// <summary>Opens a store to copy into, and takes its lease; a data directory is made where it is missing.</summary>
    /// <exception cref="InvalidOperationException">It is in use, was not set up, or its kind keeps nothing.</exception>
    public static async Task<IStoreCopy> OpenTargetAsync(SiloSettings settings) => settings.Storage.Kind == "Sqlite"
        ? SqliteCopy.OpenTarget(settings.Storage.DataDirectory)
        : await OpenSharedAsync(settings);

    /// <summary>Makes what a store that several share needs; a sentence that says what was done.</summary>
    public static async Task<string> SetUpAsync(SiloSettings settings) => settings.Storage.Kind switch
    {
        "Postgres" => await PostgresSetup.RunAsync(Postgres(settings)),
        "Azure" => await AzureSetup.RunAsync(Azure(settings)),
        "Sqlite" => "Nothing is needed: a hub on this machine alone makes its data directory when it starts.",
        _ => "Nothing is needed: Memory keeps nothing.",
    };

    private static async Task<IStoreCopy> OpenSharedAsync(SiloSettings settings) => settings.Storage.Kind switch
    {
        "Postgres" => await PostgresCopy.OpenAsync(Postgres(settings)),
        "Azure" => await AzureCopy.OpenAsync(Azure(settings)),
        _ => throw new InvalidOperationException("Memory keeps nothing: there is nothing to copy from or into."),
    };

    /// <summary>How the database is reached.</summary>
    public static PostgresOptions Postgres(SiloSettings settings) => new() { ConnectionString = settings.Storage.ConnectionString! };

    /// <summary>How the account is reached.</summary>
    public static AzureOptions Azure(SiloSettings settings) => new()
    {
        ConnectionString = settings.Storage.ConnectionString,
        ServiceUri = settings.Storage.ServiceUri,
        ServiceId = settings.Cluster.ServiceId,
        Keys = Keys(settings),
    };

    /// <summary>The keys of the settings, as they are at each call.</summary>
    public static Func<KeyRing> Keys(SiloSettings settings) => new StoreKeys(settings.Storage).Ring;
}
