using Npgsql;

namespace OrderGrains.Postgres;

/// <summary>Connection strings with what the operator's leaves out; the operator's own words win.</summary>
internal static class ConnectionStrings
{
    /// <summary>
    /// No statement is timed out by the driver: it would ask the server to cancel it, and block a thread until a server that hangs answers that. Who asks waits
    /// no longer than <see cref="PostgresDatabase.Longest"/>, and the framework than its tables' bound; the connection waits, and costs no thread.
    /// </summary>
    private const int CommandTimeout = 0;

    /// <summary>Seconds after which a connection for membership or reminders is given up: a silo that is asked for a sign of life cannot wait longer.</summary>
    private const int FrameworkTimeout = 2;

    /// <summary>Seconds of silence after which a connection is tried, and between two tries: one to a machine that is gone ends by itself.</summary>
    private const int KeepAlive = 10;

    /// <summary>Connections of one process, unless the connection string says otherwise.</summary>
    private const int MaxConnections = 20;

    /// <summary>Statements that a connection keeps planned.</summary>
    private const int PreparedStatements = 50;

    /// <summary>Connections of one process for membership and reminders, apart from the others so that neither waits for the other.</summary>
    private const int FrameworkConnections = 4;

    /// <summary>For orders.</summary>
    /// <exception cref="ArgumentException">The text is no connection string.</exception>
    public static string Complete(string connectionString) => Complete(new NpgsqlConnectionStringBuilder(connectionString)).ToString();

    /// <summary>For the framework's own providers.</summary>
    /// <exception cref="ArgumentException">The text is no connection string.</exception>
    public static string ForFramework(string connectionString)
    {
        var given = new NpgsqlConnectionStringBuilder(connectionString);
        if (!given.ShouldSerialize("Timeout"))
        {
            given.Timeout = FrameworkTimeout;
        }

        if (!given.ShouldSerialize("Cancellation Timeout"))
        {
            given.CancellationTimeout = -1; // Of a database that is silent nobody waits for the answer to a cancellation either.
        }

        given = Complete(given);
        given.MaxPoolSize = FrameworkConnections;
        return given.ToString();
    }

    private static NpgsqlConnectionStringBuilder Complete(NpgsqlConnectionStringBuilder given) => new(given.ToString())
    {
        // ContainsKey is true of every known word; ShouldSerialize of those that were given.
        CommandTimeout = given.ShouldSerialize("Command Timeout") ? given.CommandTimeout : CommandTimeout,
        TcpKeepAlive = !given.ShouldSerialize("TCP Keepalive") || given.TcpKeepAlive,
        TcpKeepAliveTime = given.ShouldSerialize("TCP Keepalive Time") || IsFolder(given.Host) ? given.TcpKeepAliveTime : KeepAlive,
        MaxPoolSize = given.ShouldSerialize("Maximum Pool Size") ? given.MaxPoolSize : MaxConnections,
        MaxAutoPrepare = given.ShouldSerialize("Max Auto Prepare") ? given.MaxAutoPrepare : PreparedStatements,
        AutoPrepareMinUsages = given.ShouldSerialize("Auto Prepare Min Usages") ? given.AutoPrepareMinUsages : 2,
        NoResetOnClose = !given.ShouldSerialize("No Reset On Close") || given.NoResetOnClose, // Nothing here leaves a trace in a session.
        ApplicationName = given.ApplicationName ?? "ordergrains",
    };

    /// <summary>Whether the server is reached by a socket in a folder of this machine, which is not TCP's.</summary>
    private static bool IsFolder(string? host) => host?.StartsWith('/') == true;
}
