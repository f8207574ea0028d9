using Npgsql;

namespace OrderGrains.Cluster;

/// <summary>How the database is reached.</summary>
internal static class PostgresDatabase
{
    /// <summary>Seconds after which a statement fails: within what a call between processes may take.</summary>
    private const int CommandTimeout = 10;

    /// <summary>Connections of one process, unless the connection string says otherwise.</summary>
    private const int MaxConnections = 20;

    /// <summary>Statements that a connection keeps planned.</summary>
    private const int PreparedStatements = 50;

    /// <summary>Connections of one process for membership and reminders, apart from the others so that neither waits for the other.</summary>
    private const int FrameworkConnections = 4;

    /// <summary>The connections of a process; the connection string's own words win.</summary>
    /// <exception cref="ArgumentException">The text is no connection string.</exception>
    public static NpgsqlDataSource Open(string connectionString) => NpgsqlDataSource.Create(Complete(connectionString));

    /// <summary>The connection string for the framework's own providers.</summary>
    public static string ForFramework(string connectionString) =>
        new NpgsqlConnectionStringBuilder(Complete(connectionString)) { MaxPoolSize = FrameworkConnections }.ToString();

    /// <summary>The connection string with what it leaves out.</summary>
    internal static string Complete(string connectionString)
    {
        // ContainsKey is true of every known word; ShouldSerialize of those that were given.
        var given = new NpgsqlConnectionStringBuilder(connectionString);
        return new NpgsqlConnectionStringBuilder(connectionString)
        {
            CommandTimeout = given.ShouldSerialize("Command Timeout") ? given.CommandTimeout : CommandTimeout,
            MaxPoolSize = given.ShouldSerialize("Maximum Pool Size") ? given.MaxPoolSize : MaxConnections,
            MaxAutoPrepare = given.ShouldSerialize("Max Auto Prepare") ? given.MaxAutoPrepare : PreparedStatements,
            AutoPrepareMinUsages = given.ShouldSerialize("Auto Prepare Min Usages") ? given.AutoPrepareMinUsages : 2,
            NoResetOnClose = !given.ShouldSerialize("No Reset On Close") || given.NoResetOnClose, // Nothing here leaves a trace in a session.
            ApplicationName = given.ApplicationName ?? "ordergrains",
        }.ToString();
    }
}
