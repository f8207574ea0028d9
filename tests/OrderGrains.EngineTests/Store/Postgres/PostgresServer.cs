using System.Text.RegularExpressions;
using OrderGrains.EngineTests.Support;

namespace OrderGrains.EngineTests.Store.Postgres;

/// <summary>
/// The server that tests are run on: the one that <c>ORDERGRAINS_POSTGRES</c> names by a connection string, or one that is started from installed programs,
/// once a run, in a temporary folder, which it is reached by.
/// </summary>
internal static class PostgresServer
{
    private static readonly string? s_given = Environment.GetEnvironmentVariable("ORDERGRAINS_POSTGRES");
    private static readonly Lazy<Task<string>> s_started = new(StartAsync);

    /// <summary>The folder of the newest server that is installed.</summary>
    private static string? Programs => Path.GetDirectoryName(ServerProcess.Find("initdb", Installed));

    private static IEnumerable<string> Installed => Directory.Exists("/usr/lib/postgresql")
        ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(version => int.Parse(Path.GetFileName(version))).Select(version => $"{version}/bin")
        : [];

    /// <summary>The server does not run as root.</summary>
    private static string[] AsOwner => Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"] : [];

    /// <summary>What is missing for tests that start a server of their own.</summary>
    public static string? MissingPrograms => Programs is null ? "No PostgreSQL server is installed." : null;

    /// <summary>What is missing for tests on a server.</summary>
    public static string? Missing => s_given is null && Programs is null
        ? "No PostgreSQL server is installed, and ORDERGRAINS_POSTGRES names none."
        : null;

    /// <summary>A connection string of the server.</summary>
    public static Task<string> ConnectionStringAsync() => s_given is null ? s_started.Value : Task.FromResult(s_given);

    private static async Task<string> StartAsync() => ConnectionStringOf((await OwnAsync()).Folder);

    /// <summary>How a server in a folder is reached.</summary>
    internal static string ConnectionStringOf(string folder) => $"Host={folder};Username=postgres;Database=postgres";

    /// <summary>Starts another server, from installed programs.</summary>
    internal static async Task<(ServerProcess Server, string Folder)> OwnAsync(PostgresPlace? place = null)
    {
        var folder = Directory.CreateTempSubdirectory("ordergrains-postgres-").FullName;
        if (Environment.IsPrivilegedProcess)
        {
            await ServerProcess.RunAsync("chown", "postgres", folder);
        }

        await ServerProcess.RunAsync([.. AsOwner, $"{Programs}/initdb", "-D", $"{folder}/data", "-U", "postgres", "-A", "trust", "--no-sync"]);
        if (place is not null)
        {
            await File.AppendAllTextAsync($"{folder}/data/pg_hba.conf", "host all all all trust\n");
        }

        return (await StartInAsync(folder, place), folder);
    }

    /// <summary>Starts a server on the data of a folder.</summary>
    internal static async Task<ServerProcess> StartInAsync(string folder, PostgresPlace? place = null)
    {
        var (server, _) = await ServerProcess.OwnAsync(
            new Regex("ready to accept connections"),
            folder,
            [.. place?.Under ?? [], .. AsOwner, $"{Programs}/postgres", "-D", $"{folder}/data", "-k", folder, "-c", $"listen_addresses={place?.Address}", "-c", "fsync=off", "-c", "max_connections=400"]);
        return server;
    }
}

/// <summary>Where a server of its own runs.</summary>
/// <param name="Address">It is reached at, by the usual port.</param>
/// <param name="Under">The command that it is started by.</param>
internal sealed record PostgresPlace(string Address, params string[] Under);

/// <summary>A test class that needs a server.</summary>
public sealed class NeedsPostgresAttribute : NeedsAttribute
{
    /// <inheritdoc/>
    public override string? Missing => PostgresServer.Missing;
}
