namespace OrderGrains.Silo;

/// <summary>Whether a folder is one in which a hub keeps its orders: what is put anywhere else is put where no hub looks for it.</summary>
internal static class DataFolder
{
    /// <summary>How all that a hub keeps there begins: its database, the lock, what was put aside.</summary>
    private const string Own = "orders.";

    /// <summary>What a file system of its own has in its root.</summary>
    private const string OfFileSystem = "lost+found";

    /// <summary>Whether a hub has kept orders there.</summary>
    public static bool HasDatabase(string directory) => File.Exists(Path.Combine(directory, $"{Own}db"));

    /// <summary>Passes a folder that is there, and holds a hub's data or nothing.</summary>
    /// <exception cref="InvalidOperationException">There is no such folder, or it is used for something else.</exception>
    public static void Demand(string directory)
    {
        if (!Directory.Exists(directory))
        {
            throw new InvalidOperationException($"There is no folder {directory}. If the orders belong there, make it first: mkdir -p {directory}");
        }

        DemandOwn(directory);
    }

    /// <summary>The same for a folder that may still have to be made.</summary>
    /// <exception cref="InvalidOperationException">It is used for something else.</exception>
    public static void DemandOwn(string directory)
    {
        if (Directory.Exists(directory)
            && Directory.EnumerateFileSystemEntries(directory).Select(Path.GetFileName).ToArray() is var names
            && !names.Any(name => name!.StartsWith(Own, StringComparison.Ordinal))
            && names.FirstOrDefault(name => name != OfFileSystem) is { } other)
        {
            throw new InvalidOperationException($"{directory} is no data directory of a hub: it has no {Own}db, and holds other things, such as {other}.");
        }
    }
}
