using Npgsql;

namespace OrderGrains.Postgres;

/// <summary>Connection strings with what the operator's leaves out; the operator's own words win.</summary>
internal static class ConnectionStrings
{
    /// <summary>Seconds after which a statement fails: within what a call between processes may take.</summary>
    private const int CommandTimeout = 10;

    /// <summary>Seconds after which a statement on membership or reminders fails: a silo that is asked for a sign of life cannot wait longer.</summary>
    private const int FrameworkTimeout = 2;

    /// <summary>Connections of one process, unless the connection string says otherwise.</summary>
    private const int MaxConnections = 20;

    /// <summary>Statements that a connection keeps planned.</summary>
    private const int PreparedStatements = 50;

    /// <summary>Connections of one process for membership and reminders, apart from the others so that neither waits for the other.</summary>
    private const int FrameworkConnections = 4;

    /// <summary>For orders.</summary>
    /// <exception cref="ArgumentException">The text is no connection string.</exception>
    public static string Complete(string connectionString) => Complete(new(connectionString), CommandTimeout).ToString();

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

        given = Complete(given, FrameworkTimeout);
        given.MaxPoolSize = FrameworkConnections;
        return given.ToString();
    }

    private static NpgsqlConnectionStringBuilder Complete(NpgsqlConnectionStringBuilder given, int commandTimeout) => new(given.ToString())
    {
        // ContainsKey is true of every known word; ShouldSerialize of those that were given.
        CommandTimeout = given.ShouldSerialize("Command Timeout") ? given.CommandTimeout : commandTimeout,
        MaxPoolSize = given.ShouldSerialize("Maximum Pool Size") ? given.MaxPoolSize : MaxConnections,
        MaxAutoPrepare = given.ShouldSerialize("Max Auto Prepare") ? given.MaxAutoPrepare : PreparedStatements,
        AutoPrepareMinUsages = given.ShouldSerialize("Auto Prepare Min Usages") ? given.AutoPrepareMinUsages : 2,
        NoResetOnClose = !given.ShouldSerialize("No Reset On Close") || given.NoResetOnClose, // Nothing here leaves a trace in a session.
        ApplicationName = given.ApplicationName ?? "ordergrains",
    };
}
