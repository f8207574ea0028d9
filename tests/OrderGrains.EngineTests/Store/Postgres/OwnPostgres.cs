using OrderGrains.EngineTests.Support;
using OrderGrains.Postgres;

namespace OrderGrains.EngineTests.Store.Postgres;

/// <summary>A server with the hub's tables for one test alone, which may freeze it or stop it; gone when disposed.</summary>
internal sealed class OwnPostgres : IAsyncDisposable
{
    private readonly Stack<ServerProcess> _started = [];
    private readonly string _folder;
    private bool _frozen;

    private OwnPostgres(ServerProcess server, string folder)
    {
        _started.Push(server);
        _folder = folder;
    }

    public string ConnectionString => PostgresServer.ConnectionStringOf(_folder);

    private string Main => File.ReadLines($"{_folder}/data/postmaster.pid").First().Trim();

    /// <summary>Starts one.</summary>
    /// <param name="place">Where else it is reached than by its folder; null for nowhere.</param>
    public static async Task<OwnPostgres> StartAsync(PostgresPlace? place = null)
    {
        var (server, folder) = await PostgresServer.OwnAsync(place);
        var made = new OwnPostgres(server, folder);
        await PostgresSetup.RunAsync(new() { ConnectionString = made.ConnectionString });
        return made;
    }

    /// <summary>Has all its processes do nothing: it takes connections and statements, and answers none.</summary>
    public Task FreezeAsync()
    {
        _frozen = true;
        return SignalAsync("STOP");
    }

    public Task ThawAsync()
    {
        _frozen = false;
        return SignalAsync("CONT");
    }

    /// <summary>Ends it at once: it takes no connection any more.</summary>
    public Task StopAsync() => ServerProcess.RunAsync("/bin/sh", "-c", $"kill -QUIT {Main}");

    /// <summary>Starts it again on the data that it had.</summary>
    public async Task StartAgainAsync() => _started.Push(await PostgresServer.StartInAsync(_folder));

    public async ValueTask DisposeAsync()
    {
        if (_frozen)
        {
            await ThawAsync();
        }

        foreach (var server in _started)
        {
            await server.DisposeAsync(); // The last one first: with each the folder goes.
        }
    }

    /// <summary>The first process makes the others, so that it is signalled before them; none of them ends while it is frozen.</summary>
    private Task SignalAsync(string signal) => ServerProcess.RunAsync("/bin/sh", "-c", $"kill -{signal} {Main} $(pgrep -P {Main})");
}

/// <summary>A test class that needs PostgreSQL's programs.</summary>
public sealed class NeedsOwnPostgresAttribute : NeedsAttribute
{
    /// <inheritdoc/>
    public override string? Missing => PostgresServer.MissingPrograms;
}
