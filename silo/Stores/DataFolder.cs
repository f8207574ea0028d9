namespace OrderGrains.Silo;

/// <summary>Whether a folder is one in which a hub keeps its orders.</summary>
internal static class DataFolder
{
    private const string Database = "orders.db";

    /// <summary>What a file system of its own has in its root.</summary>
    private const string OfFileSystem = "lost+found";

    /// <summary>Passes a folder that holds a hub's data, or nothing: orders that are put anywhere else are put where nobody looks for them.</summary>
    /// <exception cref="InvalidOperationException">There is no such folder, or it is used for something else.</exception>
    public static void Demand(string directory)
    {
        if (!Directory.Exists(directory))
        {
            throw new InvalidOperationException($"There is no folder {directory}. If the orders belong there, make it first: mkdir -p {directory}");
        }

        var names = Directory.EnumerateFileSystemEntries(directory).Select(Path.GetFileName).ToArray();
        if (!names.Contains(Database) && names.FirstOrDefault(name => name != OfFileSystem) is { } other)
        {
            throw new InvalidOperationException($"{directory} is no data directory of a hub: it has no {Database}, and holds other things, such as {other}.");
        }
    }
}
