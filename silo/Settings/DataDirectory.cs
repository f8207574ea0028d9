namespace OrderGrains.Silo;

/// <summary>Where this machine keeps data.</summary>
internal static class DataDirectory
{
    private const string OfMachine = "/var/lib/ordergrains";

    /// <summary>Makes the folders absolute: a relative one is under <see cref="Root"/>.</summary>
    public static void Resolve(OrderGrainsSettings settings, IHostEnvironment environment)
    {
        var root = Root(environment);
        settings.Storage.DataDirectory = Path.GetFullPath(settings.Storage.DataDirectory, root);
        if (settings.Retention is { ExportDirectory: { } folder } retention)
        {
            retention.ExportDirectory = Path.GetFullPath(folder, root);
        }
    }

    /// <summary>
    /// Where relative paths begin. In Development that is the current directory. Else it is the platform's place for a service's data, never the program's
    /// folder, which an upgrade replaces: <c>%ProgramData%\OrderGrains</c> or <c>/var/lib/ordergrains</c>; a user without rights there has
    /// one in their home, unless the folder exists.
    /// </summary>
    public static string Root(IHostEnvironment environment) => environment.IsDevelopment()
        ? Directory.GetCurrentDirectory()
        : Platform(Environment.IsPrivilegedProcess || Directory.Exists(OfMachine), Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData));

    /// <summary>The platform's place.</summary>
    /// <param name="shared">Whether it is the machine's, and not one user's.</param>
    /// <param name="home">Where the user keeps what programs keep for them; empty where there is no such place.</param>
    internal static string Platform(bool shared, string home) => OperatingSystem.IsWindows()
        ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData), "OrderGrains")
        : shared || home.Length == 0 ? OfMachine : Path.Combine(home, "ordergrains");
}
