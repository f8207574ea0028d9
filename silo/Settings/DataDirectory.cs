namespace OrderGrains.Silo;

/// <summary>Where the embedded engine's data is.</summary>
internal static class DataDirectory
{
    /// <summary>
    /// Makes the folder absolute. A relative one is under the program's folder; in Development, where that folder is a build
    /// output, under the current directory.
    /// </summary>
    public static void Resolve(OrderGrainsSettings settings, IHostEnvironment environment)
    {
        var root = environment.IsDevelopment() ? Directory.GetCurrentDirectory() : environment.ContentRootPath;
        settings.Embedded.DataDirectory = Path.GetFullPath(settings.Embedded.DataDirectory, root);
        if (settings.Embedded.Retention is { ExportDirectory: { } folder } retention)
        {
            retention.ExportDirectory = Path.GetFullPath(folder, root);
        }
    }
}
