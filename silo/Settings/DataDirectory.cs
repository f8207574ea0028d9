namespace OrderGrains.Silo;

/// <summary>Where this machine keeps data.</summary>
internal static class DataDirectory
{
    /// <summary>
    /// Makes the folders absolute. A relative one is under the program's folder; in Development, where that folder is a build
    /// output, under the current directory.
    /// </summary>
    public static void Resolve(OrderGrainsSettings settings, IHostEnvironment environment)
    {
        var root = environment.IsDevelopment() ? Directory.GetCurrentDirectory() : environment.ContentRootPath;
        settings.Storage.DataDirectory = Path.GetFullPath(settings.Storage.DataDirectory, root);
        if (settings.Retention is { ExportDirectory: { } folder } retention)
        {
            retention.ExportDirectory = Path.GetFullPath(folder, root);
        }
    }
}
