namespace OrderGrains.Silo;

/// <summary>Where this machine keeps data.</summary>
internal static class DataDirectory
{
    private const string OfMachine = "/var/lib/ordergrains";

    /// <summary>It need not be there yet: of a new user it is not.</summary>
    private static string Home => Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);

    /// <summary>
    /// Makes the folders absolute: a relative one is under <see cref="Root"/>. It is a mistake where the hub's orders lie in the other place of this
    /// machine, and in this one none do.
    /// </summary>
    public static IReadOnlyList<SettingsProblem> Resolve(SiloSettings settings, IHostEnvironment environment)
    {
        var (root, written) = (Root(environment), settings.Storage.DataDirectory);
        settings.Storage.DataDirectory = Path.GetFullPath(written, root);
        if (settings.Retention is { ExportDirectory: { } folder } retention)
        {
            retention.ExportDirectory = Path.GetFullPath(folder, root);
        }

        settings.Console.KeysDirectory = settings.Console.KeysDirectory is { } keys ? Path.GetFullPath(keys, root)
            : settings.Storage.Kind == "Sqlite" ? Path.Combine(settings.Storage.DataDirectory, "console")
            : null;
        return settings.Storage.Kind != "Sqlite" || environment.IsDevelopment()
            ? []
            : [.. Forgotten(settings.Storage.DataDirectory, [.. ((bool[])[true, false]).Select(shared => Path.GetFullPath(written, Platform(shared, Home)))])];
    }

    /// <summary>
    /// Where relative paths begin. In Development that is the current directory. Else it is the platform's place for a service's data, never the program's
    /// folder, which an upgrade replaces: <c>%ProgramData%\OrderGrains</c> or <c>/var/lib/ordergrains</c>; a user without rights there has
    /// one in their home, unless the folder exists.
    /// </summary>
    public static string Root(IHostEnvironment environment) => environment.IsDevelopment()
        ? Directory.GetCurrentDirectory()
        : Platform(Environment.IsPrivilegedProcess || Directory.Exists(OfMachine), Home);

    /// <summary>The platform's place.</summary>
    /// <param name="shared">Whether it is the machine's, and not one user's.</param>
    /// <param name="home">Where the user keeps what programs keep for them; empty where there is no such place.</param>
    internal static string Platform(bool shared, string home) => OperatingSystem.IsWindows()
        ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.CommonApplicationData), "OrderGrains")
        : shared || home.Length == 0 ? OfMachine : Path.Combine(home, "ordergrains");

    /// <summary>Which of two places counts, depends on what else is on the machine: orders that lie in the other are not left behind without a word.</summary>
    internal static IEnumerable<SettingsProblem> Forgotten(string directory, IReadOnlyList<string> places) =>
        DataFolder.HasDatabase(directory) ? []
        : places.Where(place => place != directory && DataFolder.HasDatabase(place)).Take(1).Select(place => new SettingsProblem(
            $"{SettingsCheck.Section}:Storage:DataDirectory",
            $"There are no orders in {directory}, where the hub looks now, and there are in {place}. Name the folder that is meant by its whole path, or move the orders."));
}
