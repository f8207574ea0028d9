using OrderGrains.Engine;

namespace OrderGrains.Silo;

/// <summary>Role and storage. Only what the kind reads is looked at.</summary>
internal static class StorageCheck
{
    private const string Key = $"{SettingsCheck.Section}:Storage";

    public static void Check(SiloSettings settings, ProblemList problems)
    {
        problems.Word($"{SettingsCheck.Section}:Role", settings.Role, "All", "Silo", "Gateway");
        var storage = settings.Storage;
        problems.Word($"{Key}:Kind", storage.Kind, "Sqlite", "Postgres", "Azure", "Memory");
        problems.When(
            storage.Kind is "Sqlite" or "Memory" && settings.Role is "Silo" or "Gateway",
            $"{SettingsCheck.Section}:Role",
            "This storage is one process's own, so the role is All; Postgres and Azure are for several.");
        problems.When(
            KeyRing.Parse(storage.Keys) is null,
            $"{Key}:Keys",
            $"Each is an id of up to {KeyRing.MaxId} letters, digits, dashes and dots, a colon, and {KeyRing.KeyBytes} bytes in base64; up to {KeyRing.MaxKeys}, each id once.");
        problems.When(storage.CacheMegabytes is < 16 or > 65_536, $"{Key}:CacheMegabytes", "This is 16 to 65536.");
        switch (storage.Kind)
        {
            case "Sqlite":
                problems.Text($"{Key}:DataDirectory", storage.DataDirectory, "The folder of the database");
                break;
            case "Postgres":
                problems.Text($"{Key}:ConnectionString", storage.ConnectionString, "The database's connection string");
                break;
            case "Azure":
                Azure(storage, settings.Cluster, problems);
                break;
            case "Memory":
                problems.When(!problems.Development, $"{Key}:Kind", "Memory keeps nothing, so it is for Development only.");
                break;
        }
    }

    private static void Azure(StorageSettings storage, ClusterSettings cluster, ProblemList problems)
    {
        if (storage.ServiceUri is { Length: > 0 } address)
        {
            problems.Address($"{Key}:ServiceUri", address);
            problems.When(
                Uri.TryCreate(address, UriKind.Absolute, out var uri) && uri.Host.Split('.') is not [_, "blob", ..],
                $"{Key}:ServiceUri",
                "This is the address of the account's blobs, such as https://account.blob.core.windows.net; its tables are found by it.");
            problems.When(
                !string.IsNullOrWhiteSpace(storage.ConnectionString), $"{Key}:ServiceUri", "The account is named once: here or by a connection string.");
        }
        else
        {
            problems.Text($"{Key}:ConnectionString", storage.ConnectionString, "The account's connection string, or its address as ServiceUri,");
        }

        problems.When(
            cluster.ServiceId.Length > 0 && !IsAzureName(cluster.ServiceId),
            $"{SettingsCheck.Section}:Cluster:ServiceId",
            "On Azure Storage this is 3 to 40 lower-case letters and digits, a letter first: container and tables are named for it.");
    }

    /// <summary>As a container's name and as the beginning of tables' names, with room for what follows.</summary>
    private static bool IsAzureName(string name) =>
        name is { Length: >= 3 and <= 40 } and [>= 'a' and <= 'z', ..] && name.All(sign => char.IsAsciiLetterLower(sign) || char.IsAsciiDigit(sign));
}
